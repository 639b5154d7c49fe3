package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The extended attributes of one file, in the inode where they fit, else in a block. Entries grow from the beginning, values
 * from the end. Immutable and thread-safe.
 */
final class ExtendedAttributes {

    /** Behind the inode's fields there is the magic number, and then room. */
    static final int IN_INODE = Ext4.INODE - Ext4.OLD_INODE - Ext4.EXTRA_INODE - 4;

    static final int ENTRY = 16;
    private static final int END = 4;
    static final int BLOCK_HEADER = 32;
    private static final Map<String, Integer> PREFIXES = Map.of("user.", 1, "trusted.", 4, "security.", 6);

    /** Access control lists. */
    private static final Map<String, Integer> LISTS =
            Map.of("system.posix_acl_access", 2, "system.posix_acl_default", 3);

    /** No attributes. */
    static final ExtendedAttributes NONE = new ExtendedAttributes(List.of());

    private final List<Entry> entries;

    private record Entry(int prefix, byte[] name, byte[] value) {

        int length() {
            return Ext4.aligned(ENTRY + name.length);
        }

        /** As the kernel computes it. */
        int hash() {
            int hash = 0;
            for (byte b : name) {
                hash = hash << 5 ^ hash >>> 27 ^ b & 0xff;
            }
            ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(value, Ext4.aligned(value.length)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (words.hasRemaining()) {
                hash = hash << 16 ^ hash >>> 16 ^ words.getInt();
            }
            return hash;
        }
    }

    private ExtendedAttributes(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The attributes by their whole names.
     *
     * @throws IOException if there is one of a kind that ext4 does not have, or if there is no room for them
     */
    ExtendedAttributes(SortedMap<String, byte[]> attributes) throws IOException {
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            found.add(entry(attribute.getKey(), attribute.getValue()));
        }
        found.sort(Comparator.comparingInt(Entry::prefix)
                .thenComparingInt(entry -> entry.name().length)
                .thenComparing(Entry::name, Arrays::compareUnsigned));
        entries = List.copyOf(found);
        if (length() > Ext4.BLOCK - BLOCK_HEADER) {
            throw new IOException("The extended attributes " + attributes.keySet() + " of a file take more than "
                    + Ext4.BLOCK + " bytes");
        }
    }

    private static Entry entry(String name, byte[] value) throws IOException {
        Integer list = LISTS.get(name);
        if (list != null) {
            return new Entry(list, new byte[0], AccessControlList.onDisk(value));
        }
        for (Map.Entry<String, Integer> prefix : PREFIXES.entrySet()) {
            if (name.startsWith(prefix.getKey())) {
                byte[] rest = name.substring(prefix.getKey().length()).getBytes(StandardCharsets.UTF_8);
                if (rest.length > 0 && rest.length <= 0xff) {
                    return new Entry(prefix.getValue(), rest, value);
                }
            }
        }
        throw new IOException("A file of the guest has the extended attribute " + name + ", which ext4 does not have");
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean fitInode() {
        return length() <= IN_INODE;
    }

    private int length() {
        return END
                + entries.stream()
                        .mapToInt(entry -> entry.length() + Ext4.aligned(entry.value().length))
                        .sum();
    }

    /** The part of an inode behind the magic number. */
    byte[] inInode() {
        ByteBuffer bytes = ByteBuffer.allocate(IN_INODE).order(ByteOrder.LITTLE_ENDIAN);
        put(bytes, false);
        return bytes.array();
    }

    /** A block. */
    ByteBuffer block() {
        ByteBuffer bytes = ByteBuffer.allocate(Ext4.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        // One file has it, it is one block, and no other file is to find it by a hash of all.
        bytes.putInt(Ext4.ATTRIBUTES_MAGIC).putInt(1).putInt(1).position(BLOCK_HEADER);
        put(bytes, true);
        return bytes.rewind();
    }

    private void put(ByteBuffer bytes, boolean hashed) {
        int values = bytes.capacity();
        for (Entry entry : entries) {
            values -= Ext4.aligned(entry.value().length);
            bytes.put(values, entry.value());
            int begin = bytes.position();
            bytes.put((byte) entry.name().length)
                    .put((byte) entry.prefix())
                    .putShort((short) (entry.value().length == 0 ? 0 : values))
                    .putInt(0)
                    .putInt(entry.value().length)
                    .putInt(hashed ? entry.hash() : 0)
                    .put(entry.name())
                    .position(begin + entry.length());
        }
    }
}

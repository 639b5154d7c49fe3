package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Attributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** An inode as a disk has it. */
record StoredInode(ByteBuffer bytes) {

    private static final int MODE_BITS = 07777;
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final SortedMap<Integer, String> PREFIXES = new TreeMap<>();

    static {
        PREFIXES.put(1, "user.");
        PREFIXES.put(2, "system.posix_acl_access");
        PREFIXES.put(3, "system.posix_acl_default");
        PREFIXES.put(4, "trusted.");
        PREFIXES.put(6, "security.");
        PREFIXES.put(7, "system.");
    }

    int type() {
        return bytes.getShort(0) & Ext4.TYPE_MASK;
    }

    long size() {
        return bytes.getInt(4) & UNSIGNED | (long) bytes.getInt(108) << 32;
    }

    /** Whether its contents are in blocks. */
    boolean isMapped() {
        return (bytes.getInt(32) & Ext4.EXTENTS_FLAG) != 0;
    }

    /** Where its contents are. */
    byte[] map() {
        byte[] map = new byte[Ext4.MAP];
        bytes.get(40, map);
        return map;
    }

    int deviceMajor() {
        int old = bytes.getInt(40);
        return old != 0 ? old >>> 8 & 0xff : bytes.getInt(44) >>> 8 & 0xfff;
    }

    int deviceMinor() {
        int old = bytes.getInt(40);
        int number = bytes.getInt(44);
        return old != 0 ? old & 0xff : number & 0xff | number >>> 12 & 0xfff00;
    }

    /** What it has besides its contents. */
    Attributes attributes(InodeReader disk) throws IOException {
        long uid = bytes.getShort(2) & 0xffffL | (bytes.getShort(120) & 0xffffL) << 16;
        long gid = bytes.getShort(24) & 0xffffL | (bytes.getShort(122) & 0xffffL) << 16;
        return new Attributes(bytes.getShort(0) & MODE_BITS, uid, gid, modified(), extended(disk));
    }

    private int extraLength() {
        return bytes.capacity() > Ext4.OLD_INODE ? bytes.getShort(128) & 0xffff : 0;
    }

    private long modified() {
        long seconds = bytes.getInt(16);
        // The two lowest bits count times that 32 bits with a sign went round.
        return extraLength() >= 12 ? seconds + ((bytes.getInt(136) & 3L) << 32) : seconds;
    }

    private SortedMap<String, byte[]> extended(InodeReader disk) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        int magic = Ext4.OLD_INODE + extraLength();
        if (extraLength() > 0 && magic + 4 < bytes.capacity() && bytes.getInt(magic) == Ext4.ATTRIBUTES_MAGIC) {
            int begin = magic + 4;
            read(littleEndian(bytes.array(), bytes.arrayOffset() + begin, bytes.capacity() - begin), 0, found, disk);
        }
        long block = bytes.getInt(104) & UNSIGNED | (bytes.getShort(118) & 0xffffL) << 32;
        if (block != 0) {
            read(disk.read(block * Ext4.BLOCK, Ext4.BLOCK), ExtendedAttributes.BLOCK_HEADER, found, disk);
        }
        return Collections.unmodifiableSortedMap(found);
    }

    private static void read(ByteBuffer area, int first, SortedMap<String, byte[]> found, InodeReader disk)
            throws IOException {
        int at = first;
        while (at + 4 <= area.capacity() && area.getInt(at) != 0) {
            int nameLength = area.get(at) & 0xff;
            int next = at + Ext4.aligned(ExtendedAttributes.ENTRY + nameLength);
            int value = area.getShort(at + 2) & 0xffff;
            long length = area.getInt(at + 8) & UNSIGNED;
            String prefix = PREFIXES.get((int) area.get(at + 1));
            if (next > area.capacity() || value + length > area.capacity() || prefix == null) {
                throw disk.damaged("extended attributes that are out of range");
            }
            byte[] name = new byte[nameLength];
            area.get(at + ExtendedAttributes.ENTRY, name);
            byte[] content = new byte[(int) length];
            area.get(value, content);
            found.put(prefix + new String(name, StandardCharsets.UTF_8), content);
            at = next;
        }
    }

    static ByteBuffer littleEndian(byte[] bytes, int from, int length) {
        return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.umlmachine.image.internal.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Where the blocks of one file are: a tree of extents, whose root is in the inode. Not thread-safe. */
final class ExtentMap {

    private static final int HEADER = 12;
    private static final int IN_INODE = (Ext4.MAP - HEADER) / Ext4.EXTENT_ENTRY;
    private static final int IN_BLOCK = (Ext4.BLOCK - HEADER) / Ext4.EXTENT_ENTRY;

    private final List<Extent> extents = new ArrayList<>();
    private long blocks;

    /** Blocks of a file that are in a row on the disk. */
    private record Extent(long logical, int count, long physical) {}

    /** A block of the tree, by the first block of the file that it knows of. */
    private record Child(long logical, long block) {}

    /** Adds blocks that come behind those that are there. */
    void add(long logical, BlockAllocator.Run run) {
        blocks += run.count();
        if (!extents.isEmpty()) {
            Extent last = extents.get(extents.size() - 1);
            boolean adjacent =
                    last.logical() + last.count() == logical && last.physical() + last.count() == run.begin();
            if (adjacent && last.count() + run.count() <= Ext4.LONGEST_EXTENT) {
                extents.set(
                        extents.size() - 1, new Extent(last.logical(), last.count() + run.count(), last.physical()));
                return;
            }
        }
        extents.add(new Extent(logical, run.count(), run.begin()));
    }

    /** How many blocks the file takes, those of the tree among them once it is {@link #write written}. */
    long blocks() {
        return blocks;
    }

    /** Writes the parts of the tree that do not fit the inode, and returns what goes there: 60 bytes. */
    byte[] write(BlockAllocator allocator, BlockDevice device) throws IOException {
        int depth = 0;
        List<byte[]> entries = extents.stream().map(ExtentMap::entry).toList();
        List<Long> firsts = extents.stream().map(Extent::logical).toList();
        while (entries.size() > IN_INODE) {
            List<byte[]> above = new ArrayList<>();
            List<Long> firstsAbove = new ArrayList<>();
            for (int from = 0; from < entries.size(); from += IN_BLOCK) {
                int to = Math.min(entries.size(), from + IN_BLOCK);
                BlockAllocator.Run run = allocator.allocate(1);
                blocks++;
                device.write(run.begin(), node(entries.subList(from, to), Ext4.BLOCK, IN_BLOCK, depth));
                above.add(entry(new Child(firsts.get(from), run.begin())));
                firstsAbove.add(firsts.get(from));
            }
            entries = above;
            firsts = firstsAbove;
            depth++;
        }
        return node(entries, Ext4.MAP, IN_INODE, depth).array();
    }

    private static ByteBuffer node(List<byte[]> entries, int size, int most, int depth) {
        ByteBuffer node = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        node.putShort(Ext4.EXTENT_MAGIC)
                .putShort((short) entries.size())
                .putShort((short) most)
                .putShort((short) depth)
                .putInt(0);
        entries.forEach(node::put);
        return node.rewind();
    }

    private static byte[] entry(Extent extent) {
        return ByteBuffer.allocate(Ext4.EXTENT_ENTRY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) extent.logical())
                .putShort((short) extent.count())
                .putShort((short) (extent.physical() >>> 32))
                .putInt((int) extent.physical())
                .array();
    }

    private static byte[] entry(Child child) {
        return ByteBuffer.allocate(Ext4.EXTENT_ENTRY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) child.logical())
                .putInt((int) child.block())
                .putShort((short) (child.block() >>> 32))
                .array();
    }
}

package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.Content.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the contents of files. A block of zeros is a hole, whether or not it was one where it comes from. Not thread-safe.
 */
final class FileData {

    private static final int CHUNK_BLOCKS = 256;
    private static final byte[] ZEROS = new byte[Ext4.BLOCK];

    private final BlockAllocator allocator;
    private final BlockDevice device;
    private final byte[] chunk = new byte[CHUNK_BLOCKS * Ext4.BLOCK];

    FileData(BlockAllocator allocator, BlockDevice device) {
        this.allocator = allocator;
        this.device = device;
    }

    /** Writes the contents of one file. */
    ExtentMap write(Content content) throws IOException {
        ExtentMap map = new ExtentMap();
        List<Extent> data = content.data();
        int first = 0;
        long block = 0;
        while (first < data.size()) {
            block = Math.max(block, data.get(first).offset() / Ext4.BLOCK);
            long end = block + CHUNK_BLOCKS;
            int length = load(content, data, first, block);
            put(block, length, map);
            block = end;
            while (first < data.size() && data.get(first).end() <= end * Ext4.BLOCK) {
                first++;
            }
        }
        return map;
    }

    /** Fills the chunk with what the contents have from a block on, and returns how many blocks that may be. */
    private int load(Content content, List<Extent> data, int first, long block) throws IOException {
        long begin = block * Ext4.BLOCK;
        long end = begin + chunk.length;
        int filled = 0;
        for (int i = first; i < data.size() && data.get(i).offset() < end; i++) {
            int from = (int) (Math.max(begin, data.get(i).offset()) - begin);
            int to = (int) (Math.min(end, data.get(i).end()) - begin);
            if (from < to) {
                Arrays.fill(chunk, filled, from, (byte) 0);
                content.read(begin + from, ByteBuffer.wrap(chunk, from, to - from));
                filled = to;
            }
        }
        int blocks = (int) Ext4.blocks(filled);
        Arrays.fill(chunk, filled, blocks * Ext4.BLOCK, (byte) 0);
        return blocks;
    }

    private void put(long block, int length, ExtentMap map) throws IOException {
        for (int from = 0; from < length; ) {
            if (isZero(from)) {
                from++;
                continue;
            }
            int to = from + 1;
            while (to < length && !isZero(to)) {
                to++;
            }
            while (from < to) {
                BlockAllocator.Run run = allocator.allocate(to - from);
                map.add(block + from, run);
                device.write(run.begin(), ByteBuffer.wrap(chunk, from * Ext4.BLOCK, run.count() * Ext4.BLOCK));
                from += run.count();
            }
        }
    }

    private boolean isZero(int block) {
        int at = block * Ext4.BLOCK;
        return Arrays.equals(chunk, at, at + Ext4.BLOCK, ZEROS, 0, Ext4.BLOCK);
    }
}

package io.umlmachine.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Writes overlays of every version from a description of the format, not with the code that is tested: as kernels wrote
 * them, so that the tools of uml-utilities read them too.
 */
public final class SyntheticOverlay {

    private static final int MAGIC = 0x4f4f4f4d;

    private SyntheticOverlay() {}

    /** A layout of the header. */
    public enum Layout {
        /** Version 1 of a little-endian host. */
        V1_LITTLE,
        /** Version 1 of a big-endian host. */
        V1_BIG,
        /** Version 2. */
        V2,
        /** Version 3. */
        V3,
        /** Version 3 with the padding of 64-bit hosts. */
        V3_UNPACKED
    }

    /**
     * Writes an overlay.
     *
     * @param overlay the file to make
     * @param layout of the header
     * @param backing the image, which is there
     * @param sectorSize in bytes
     * @param changed the sectors that are changed
     * @param disk what the disk holds, in its changed sectors at least
     */
    public static void write(Path overlay, Layout layout, Path backing, int sectorSize, BitSet changed, byte[] disk)
            throws IOException {
        byte[] path = backing.toString().getBytes(StandardCharsets.UTF_8);
        int mtime = (int) Files.getLastModifiedTime(backing).toInstant().getEpochSecond();
        ByteBuffer header = header(layout, path, mtime, disk.length, sectorSize);
        int sectors = (disk.length + sectorSize - 1) / sectorSize;
        boolean third = layout == Layout.V3 || layout == Layout.V3_UNPACKED;
        int bitmap = third ? 8192 : header.capacity();
        int bitmapLength = third ? (sectors + 7) / 8 : (disk.length + sectorSize - 1) / (8 * sectorSize);
        int align = third ? 4096 : sectorSize;
        int data = (bitmap + bitmapLength + align - 1) / align * align;
        try (FileChannel channel = FileChannel.open(overlay, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(header.rewind(), 0);
            ByteBuffer bits = ByteBuffer.allocate(bitmapLength);
            bits.put(changed.toByteArray());
            channel.write(bits.rewind(), bitmap);
            for (int sector = changed.nextSetBit(0); sector >= 0; sector = changed.nextSetBit(sector + 1)) {
                int start = sector * sectorSize;
                channel.write(
                        ByteBuffer.wrap(disk, start, Math.min(sectorSize, disk.length - start)), (long) data + start);
            }
            if (channel.size() < data + disk.length) {
                channel.write(ByteBuffer.allocate(1), (long) data + disk.length - 1);
            }
        }
    }

    private static ByteBuffer header(Layout layout, byte[] path, int mtime, long size, int sectorSize) {
        return switch (layout) {
            case V1_LITTLE -> old(ByteOrder.LITTLE_ENDIAN, 1, 256, path, mtime, size, sectorSize);
            case V1_BIG -> old(ByteOrder.BIG_ENDIAN, 1, 256, path, mtime, size, sectorSize);
            case V2 -> old(ByteOrder.BIG_ENDIAN, 2, 4096, path, mtime, size, sectorSize);
            case V3 ->
                ByteBuffer.allocate(4128)
                        .putInt(MAGIC)
                        .putInt(3)
                        .putInt(mtime)
                        .putLong(size)
                        .putInt(sectorSize)
                        .putInt(4096)
                        .putInt(0)
                        .put(path);
            case V3_UNPACKED ->
                ByteBuffer.allocate(4136)
                        .putInt(MAGIC)
                        .putInt(3)
                        .putLong((long) mtime << 32)
                        .putLong(size)
                        .putInt(sectorSize)
                        .putInt(4096)
                        .putInt(0)
                        .put(path);
        };
    }

    private static ByteBuffer old(
            ByteOrder order, int version, int pathLength, byte[] path, int mtime, long size, int sectorSize) {
        ByteBuffer header =
                ByteBuffer.allocate(24 + pathLength).order(order).putInt(MAGIC).putInt(version);
        return header.put(path)
                .position(8 + pathLength)
                .putInt(mtime)
                .putLong(size)
                .putInt(sectorSize);
    }
}

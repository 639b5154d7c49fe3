package io.umlmachine.internal.disk;

import io.umlmachine.CowFormatException;
import io.umlmachine.internal.unix.PathBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The header of an overlay. All of its numbers are checked, and none leads outside of what a file can be. Immutable and
 * thread-safe.
 *
 * @param layout how it is written
 * @param backing the bytes of the backing file's absolute path
 * @param mtime when the backing file was last changed, in seconds of Unix time, 32 bits without a sign
 * @param size the backing file's size in bytes
 * @param sectorSize in bytes
 * @param alignment what the starts of bitmap and data are multiples of, in bytes
 */
public record CowHeader(Layout layout, byte[] backing, long mtime, long size, int sectorSize, int alignment) {

    /** The longest header. */
    public static final int MAX_LENGTH = Layout.V3_UNPACKED.length;

    /** What the kernel and {@code uml_mkcow} write. */
    public static final int SECTOR_SIZE = 512;

    /** What the kernel and {@code uml_mkcow} write. */
    public static final int ALIGNMENT = 4096;

    private static final int MAGIC = 0x4f4f4f4d;
    private static final int LEAST_LENGTH = 8;
    private static final int MOST_SECTOR_SIZE = 1 << 16;
    private static final int MOST_ALIGNMENT = 1 << 24;

    /** Above what any file system holds, and low enough that sums of it stay numbers. */
    private static final long MOST_SIZE = 1L << 60;

    /** How versions of the kernel wrote the header. */
    public enum Layout {
        /** In the byte order of the host, which the magic number tells. */
        V1_LITTLE(1, ByteOrder.LITTLE_ENDIAN, 8, 256, 280),
        /** In the byte order of the host, which the magic number tells. */
        V1_BIG(1, ByteOrder.BIG_ENDIAN, 8, 256, 280),
        /** Big-endian, as all later ones. */
        V2(2, ByteOrder.BIG_ENDIAN, 8, 4096, 4120),
        /** Numbers first, packed. */
        V3(3, ByteOrder.BIG_ENDIAN, 32, 4096, 4128),
        /** What 64-bit kernels wrote before the structure was declared packed. */
        V3_UNPACKED(3, ByteOrder.BIG_ENDIAN, 36, 4096, 4136);

        private final int version;
        private final ByteOrder order;
        private final int path;
        private final int pathLength;
        private final int length;

        Layout(int version, ByteOrder order, int path, int pathLength, int length) {
            this.version = version;
            this.order = order;
            this.path = path;
            this.pathLength = pathLength;
            this.length = length;
        }

        /** 1, 2 or 3. */
        public int version() {
            return version;
        }
    }

    /** The header that is written today. */
    static CowHeader v3(byte[] backing, long mtime, long size) {
        return new CowHeader(Layout.V3, backing, mtime & 0xffffffffL, size, SECTOR_SIZE, ALIGNMENT);
    }

    /**
     * Reads a header.
     *
     * @param file whose it is, for the message
     * @param bytes the start of the file, of which at most {@link #MAX_LENGTH} are looked at
     * @param fileSize how long the file is
     * @throws CowFormatException if there is no header, or its numbers cannot be
     */
    static CowHeader parse(Path file, byte[] bytes, long fileSize) throws CowFormatException {
        return new Parser(file, bytes, fileSize).parse();
    }

    /** The header's bytes, NUL padded. */
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(layout.length).order(layout.order);
        out.putInt(MAGIC).putInt(layout.version);
        switch (layout) {
            case V1_LITTLE, V1_BIG, V2 ->
                out.position(layout.path + layout.pathLength)
                        .putInt((int) mtime)
                        .putLong(size)
                        .putInt(sectorSize);
            case V3 -> out.putInt((int) mtime).putLong(size).putInt(sectorSize).putInt(alignment);
            case V3_UNPACKED ->
                out.putInt((int) mtime)
                        .putInt(0)
                        .putLong(size)
                        .putInt(sectorSize)
                        .putInt(alignment);
        }
        out.position(layout.path).put(backing);
        return out.array();
    }

    /** This header for another backing file; the path must be one that {@link #canHold}. */
    CowHeader withBacking(byte[] path, long newMtime) {
        return new CowHeader(layout, path, newMtime & 0xffffffffL, size, sectorSize, alignment);
    }

    /** Whether a path fits, with the NUL that ends it. */
    boolean canHold(byte[] path) {
        return path.length < layout.pathLength;
    }

    /** How many sectors the disk has; the last may be cut short. */
    public long sectors() {
        return divideUp(size, sectorSize);
    }

    /** Where the bitmap starts. */
    public long bitmapOffset() {
        return layout.version < 3 ? layout.length : roundUp(layout.length, alignment);
    }

    /**
     * How much of the bitmap there is. Versions 1 and 2 leave room for whole bytes of whole sectors only, and the bits of
     * the last few sectors stand behind it if the data does not.
     */
    long bitmapLength() {
        return Math.min(divideUp(sectors(), 8), dataOffset() - bitmapOffset());
    }

    /** Where the data starts. */
    public long dataOffset() {
        return layout.version < 3
                ? roundUp(bitmapOffset() + (size + sectorSize - 1) / (8L * sectorSize), sectorSize)
                : roundUp(bitmapOffset() + divideUp(sectors(), 8), alignment);
    }

    private static long divideUp(long number, long by) {
        return (number + by - 1) / by;
    }

    private static long roundUp(long number, long to) {
        return divideUp(number, to) * to;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CowHeader that
                && layout == that.layout
                && Arrays.equals(backing, that.backing)
                && mtime == that.mtime
                && size == that.size
                && sectorSize == that.sectorSize
                && alignment == that.alignment;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(backing) + Long.hashCode(size);
    }

    /** One reading of a header. */
    private static final class Parser {
        private final Path file;
        private final ByteBuffer in;
        private final long fileSize;

        Parser(Path file, byte[] bytes, long fileSize) {
            this.file = file;
            this.in = ByteBuffer.wrap(bytes);
            this.fileSize = fileSize;
        }

        CowHeader parse() throws CowFormatException {
            Layout layout = layout();
            in.order(layout.order);
            int numbers = layout.version < 3 ? layout.path + layout.pathLength : 8;
            int afterTime = layout == Layout.V3_UNPACKED ? 8 : 4;
            long mtime = in.getInt(numbers) & 0xffffffffL;
            long size = in.getLong(numbers + afterTime);
            int sectorSize = in.getInt(numbers + afterTime + 8);
            int alignment = layout.version < 3 ? sectorSize : in.getInt(numbers + afterTime + 12);
            if (size <= 0 || size > MOST_SIZE) {
                throw damaged("names a backing file of " + Long.toUnsignedString(size) + " bytes");
            }
            requirePower("sector size", sectorSize, SECTOR_SIZE, MOST_SECTOR_SIZE);
            requirePower("alignment", alignment, 1, MOST_ALIGNMENT);
            CowHeader header = new CowHeader(layout, path(layout), mtime, size, sectorSize, alignment);
            long need = header.bitmapOffset() + header.bitmapLength();
            if (fileSize < need) {
                throw damaged("is cut off: it has " + fileSize + " bytes, and header and bitmap take " + need);
            }
            return header;
        }

        private Layout layout() throws CowFormatException {
            if (in.capacity() < LEAST_LENGTH) {
                throw damaged("has only " + in.capacity() + " bytes");
            }
            int magic = in.getInt(0);
            boolean little = magic == Integer.reverseBytes(MAGIC);
            if (magic != MAGIC && !little) {
                throw damaged("does not start with the magic number of one");
            }
            int version = little ? Integer.reverseBytes(in.getInt(4)) : in.getInt(4);
            Layout layout = layout(version, little);
            if (in.capacity() < layout.length) {
                throw damaged("has only " + in.capacity() + " bytes; a header of version " + version + " takes "
                        + layout.length);
            }
            return layout;
        }

        private Layout layout(int version, boolean little) throws CowFormatException {
            if (version == 1) {
                return little ? Layout.V1_LITTLE : Layout.V1_BIG;
            }
            if (little || version != 2 && version != 3) {
                throw damaged("has version " + Integer.toUnsignedString(version) + "; 1, 2 and 3 are known");
            }
            return version == 2 ? Layout.V2 : isUnpacked() ? Layout.V3_UNPACKED : Layout.V3;
        }

        /** Padding put everything four bytes further, so that the format's 0 stands where the path would start. */
        private boolean isUnpacked() {
            return in.capacity() >= Layout.V3_UNPACKED.length && in.getInt(12) == 0 && in.getInt(32) == 0;
        }

        private byte[] path(Layout layout) throws CowFormatException {
            byte[] field = Arrays.copyOfRange(in.array(), layout.path, layout.path + layout.pathLength);
            int end = 0;
            while (end < field.length && field[end] != 0) {
                end++;
            }
            if (end == 0 || end == field.length || field[0] != '/') {
                throw damaged("names no absolute path of a backing file");
            }
            byte[] path = Arrays.copyOf(field, end);
            try {
                PathBytes.toPath(path);
            } catch (InvalidPathException e) {
                throw damaged("names a backing file with an impossible path: " + e.getMessage());
            }
            return path;
        }

        private void requirePower(String what, int number, int least, int most) throws CowFormatException {
            if (number < least || number > most || Integer.bitCount(number) != 1) {
                throw damaged("has a " + what + " of " + Integer.toUnsignedString(number)
                        + " bytes; it must be a power of" + " two from " + least + " to " + most);
            }
        }

        private CowFormatException damaged(String problem) {
            return new CowFormatException(file, problem);
        }
    }
}

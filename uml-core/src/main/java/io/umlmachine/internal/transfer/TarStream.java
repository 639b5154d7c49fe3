package io.umlmachine.internal.transfer;

import io.umlmachine.internal.transfer.TarEntry.Type;
import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive of plain files as it comes: ustar headers, pax records, and files with holes in GNU tar's format 1.0.
 * The archive may be hostile: nothing that it says makes this reader take more memory than its caller allows and a
 * constant, and whatever is not as it should be is a {@link DamagedArchiveException}. Not thread-safe.
 */
public final class TarStream {

    private static final int LONGEST_EXTENDED_HEADER = 64 * 1024;
    private static final int LONGEST_NUMBER = 19;

    /** A disk of 16 TiB in which every other block of 16 MiB is a hole has as many. */
    private static final int MOST_EXTENTS = 1 << 20;

    private static final int BUFFER = 1 << 20;

    private final InputStream in;
    private long left;
    private long padding;
    private long size;
    private boolean sparse;

    /** Reads an archive from its beginning on; the stream stays the caller's. */
    public TarStream(InputStream in) {
        this.in = in;
    }

    /** The next file, or null at the archive's end; contents of the one before that were not read are left out. */
    public @Nullable TarEntry next() throws IOException {
        skip(left + padding);
        PaxRecords records = new PaxRecords();
        byte[] header = bytes(TarFormat.BLOCK);
        if (TarFormat.isZero(header)) {
            return null;
        }
        if (TarFormat.type(header) == TarFormat.EXTENDED) {
            long length = stored(header);
            if (length > LONGEST_EXTENDED_HEADER) {
                throw new DamagedArchiveException("an extended header is too long");
            }
            records = PaxRecords.decode(bytes((int) length));
            skip(TarFormat.blocks(length) - length);
            header = bytes(TarFormat.BLOCK);
        }
        return entry(header, records);
    }

    private TarEntry entry(byte[] header, PaxRecords records) throws IOException {
        char type = TarFormat.type(header);
        if (type != '0' && type != '\0') {
            throw new DamagedArchiveException("it holds something that is no file, of the type " + (int) type);
        }
        left = inRange(records.get(PaxRecords.SIZE, stored(header)));
        padding = TarFormat.blocks(left) - left;
        sparse = records.hasAny(PaxRecords.SPARSE);
        if (sparse && (records.get(PaxRecords.SPARSE_MAJOR, 0) != 1 || records.get(PaxRecords.SPARSE_MINOR, 0) != 0)) {
            throw new DamagedArchiveException("a file with holes is not in GNU tar's format 1.0");
        }
        size = records.get(PaxRecords.SPARSE_SIZE, left);
        byte[] name = TarFormat.text(header, TarFormat.NAME, TarFormat.NAME_LENGTH);
        return new TarEntry(
                Type.FILE,
                records.get(PaxRecords.SPARSE_NAME, records.get(PaxRecords.PATH, name)),
                new byte[0],
                (int) TarFormat.number(header, TarFormat.MODE, TarFormat.ID_LENGTH) & 07777,
                0,
                0,
                Instant.EPOCH,
                size);
    }

    private static long stored(byte[] header) throws IOException {
        return inRange(TarFormat.number(header, TarFormat.SIZE, TarFormat.LONG_LENGTH));
    }

    private static long inRange(long stored) throws IOException {
        if (stored < 0 || stored > Long.MAX_VALUE - TarFormat.BLOCK) {
            throw new DamagedArchiveException("an entry has the size " + stored);
        }
        return stored;
    }

    /** The contents of the last file, which must be small and without holes. */
    public byte[] content(int limit) throws IOException {
        if (sparse || left > limit) {
            throw new DamagedArchiveException("a file has " + size + " bytes where at most " + limit + " make sense");
        }
        byte[] content = bytes((int) left);
        left = 0;
        return content;
    }

    /**
     * Writes the contents of the last file into another one, which must be empty. That becomes as long as its data reaches:
     * a hole at the end is the caller's.
     */
    public void copyTo(FileChannel out) throws IOException {
        List<Extent> extents = sparse ? readMap() : List.of(new Extent(0, left));
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (Extent extent : extents) {
            for (long at = extent.offset(); at < extent.end(); at += buffer.limit()) {
                int count = (int) Math.min(BUFFER, extent.end() - at);
                read(buffer.array(), count);
                left -= count;
                buffer.clear().limit(count);
                while (buffer.hasRemaining()) {
                    out.write(buffer, at + buffer.position());
                }
            }
        }
    }

    /** The extents with data, in order and without overlap; what is left of the entry is their data and nothing else. */
    private List<Extent> readMap() throws IOException {
        long before = left;
        List<Extent> extents = new ArrayList<>();
        long reached = 0;
        long data = 0;
        long count = number();
        if (count > MOST_EXTENTS) {
            throw new DamagedArchiveException("a file has " + count + " parts, more than makes sense");
        }
        for (long i = 0; i < count; i++) {
            long offset = number();
            long length = number();
            if (offset < reached || offset > size || length > size - offset) {
                throw new DamagedArchiveException("the map of a file with holes is out of order or out of range");
            }
            extents.add(new Extent(offset, length));
            reached = offset + length;
            data += length;
        }
        long read = before - left;
        long rest = TarFormat.blocks(read) - read;
        if (left - rest != data) {
            throw new DamagedArchiveException("the map of a file with holes does not count the data that there is");
        }
        skip(rest);
        left -= rest;
        return extents;
    }

    private long number() throws IOException {
        long value = 0;
        for (int digits = 0; digits <= LONGEST_NUMBER; digits++) {
            if (left == 0) {
                break;
            }
            left--;
            int b = in.read();
            if (b == '\n' && digits > 0) {
                return value;
            }
            if (b < '0' || b > '9' || value > (Long.MAX_VALUE - 9) / 10) {
                break;
            }
            value = value * 10 + b - '0';
        }
        throw new DamagedArchiveException("the map of a file with holes holds a number that is none, or does not end");
    }

    /** Makes sure that behind the last file there is only the padding of the archive. To be asked after {@link #next}. */
    public void requireNothingMore() throws IOException {
        byte[] block = in.readNBytes(TarFormat.BLOCK);
        for (int blocks = 0; block.length > 0; blocks++) {
            if (block.length < TarFormat.BLOCK || !TarFormat.isZero(block) || blocks > LONGEST_EXTENDED_HEADER) {
                throw new DamagedArchiveException("something follows behind its end");
            }
            block = in.readNBytes(TarFormat.BLOCK);
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new DamagedArchiveException("it ends in the middle");
        }
        return bytes;
    }

    private void read(byte[] buffer, int count) throws IOException {
        if (in.readNBytes(buffer, 0, count) < count) {
            throw new DamagedArchiveException("it ends in the middle");
        }
    }

    private void skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, BUFFER)];
        for (long done = 0; done < count; done += buffer.length) {
            read(buffer, (int) Math.min(buffer.length, count - done));
        }
    }
}

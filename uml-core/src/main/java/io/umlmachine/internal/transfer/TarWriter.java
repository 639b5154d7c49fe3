package io.umlmachine.internal.transfer;

import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a tar archive to a file or a stream: ustar headers, pax records where those do not suffice, and files with holes in
 * GNU tar's sparse format 1.0. Not thread-safe.
 */
public final class TarWriter {

    private static final int BUFFER = 256 * 1024;

    /** What the name of a file with holes is for programs that do not know the format. */
    private static final byte[] SPARSE_NAME = "./GNUSparseFile.0/data".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] EXTENDED_NAME = "./PaxHeaders/header".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NONE = {};

    private final WritableByteChannel out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /** Writes from the channel's position on; the channel stays the caller's. */
    public TarWriter(WritableByteChannel out) {
        this.out = out;
    }

    /** Adds what has no contents. */
    public void add(TarEntry entry) throws IOException {
        PaxRecords records = new PaxRecords();
        putHeaders(entry, entry.name(), records, 0);
    }

    /** Adds a file whose contents are at hand. */
    public void addFile(TarEntry entry, byte[] content) throws IOException {
        putHeaders(entry, entry.name(), new PaxRecords(), content.length);
        put(content);
        put(new byte[(int) (TarFormat.blocks(content.length) - content.length)]);
    }

    /**
     * Adds a file.
     *
     * @param content its contents
     * @param data where the contents are not holes, in order
     * @throws ShrunkenFileException if the contents end before the size that the entry says
     */
    public void addFile(TarEntry entry, FileChannel content, List<Extent> data) throws IOException {
        PaxRecords records = new PaxRecords();
        if (data.equals(List.of(new Extent(0, entry.size()))) || entry.size() == 0) {
            putHeaders(entry, entry.name(), records, entry.size());
        } else {
            byte[] map = sparseMap(entry.size(), data);
            records.put(PaxRecords.SPARSE_MAJOR, 1);
            records.put(PaxRecords.SPARSE_MINOR, 0);
            records.put(PaxRecords.SPARSE_NAME, entry.name());
            records.put(PaxRecords.SPARSE_SIZE, entry.size());
            long stored = data.stream().mapToLong(Extent::length).sum();
            putHeaders(entry, SPARSE_NAME, records, map.length + stored);
            put(map);
        }
        long written = 0;
        for (Extent extent : data) {
            copy(content, extent);
            written += extent.length();
        }
        put(new byte[(int) (TarFormat.blocks(written) - written)]);
    }

    /** Ends the archive. */
    public void finish() throws IOException {
        put(new byte[2 * TarFormat.BLOCK]);
        flush();
    }

    /** Numbers in lines: how many extents, and the offset and length of each. The last ends where the file does. */
    private static byte[] sparseMap(long size, List<Extent> data) {
        boolean endsWithHole = data.isEmpty() || data.get(data.size() - 1).end() < size;
        StringBuilder map =
                new StringBuilder().append(data.size() + (endsWithHole ? 1 : 0)).append('\n');
        data.forEach(extent ->
                map.append(extent.offset()).append('\n').append(extent.length()).append('\n'));
        if (endsWithHole) {
            map.append(size).append("\n0\n");
        }
        map.append("\0".repeat((int) (TarFormat.blocks(map.length()) - map.length())));
        return map.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void putHeaders(TarEntry entry, byte[] name, PaxRecords records, long stored) throws IOException {
        if (name.length > TarFormat.NAME_LENGTH) {
            records.put(PaxRecords.PATH, name);
        }
        if (entry.link().length > TarFormat.NAME_LENGTH) {
            records.put(PaxRecords.LINK_PATH, entry.link());
        }
        putIfLarge(records, PaxRecords.SIZE, stored, TarFormat.LONG_LENGTH);
        putIfLarge(records, PaxRecords.UID, entry.uid(), TarFormat.ID_LENGTH);
        putIfLarge(records, PaxRecords.GID, entry.gid(), TarFormat.ID_LENGTH);
        long seconds = entry.time().getEpochSecond();
        boolean fits = seconds >= 0 && seconds <= TarFormat.largest(TarFormat.LONG_LENGTH);
        if (!fits || entry.time().getNano() != 0) {
            records.put(PaxRecords.MTIME, entry.time());
        }
        if (!records.isEmpty()) {
            byte[] bytes = records.encode();
            put(header(EXTENDED_NAME, NONE, TarFormat.EXTENDED, 0, 0, 0, 0, bytes.length));
            put(bytes);
            put(new byte[(int) (TarFormat.blocks(bytes.length) - bytes.length)]);
        }
        put(header(
                name,
                entry.link(),
                type(entry.type()),
                entry.mode(),
                entry.uid(),
                entry.gid(),
                fits ? seconds : 0,
                stored));
    }

    private static void putIfLarge(PaxRecords records, String key, long value, int fieldLength) {
        if (value > TarFormat.largest(fieldLength)) {
            records.put(key, value);
        }
    }

    private static char type(TarEntry.Type type) {
        return switch (type) {
            case FILE -> '0';
            case HARD_LINK -> '1';
            case SYMBOLIC_LINK -> '2';
            case DIRECTORY -> '5';
            case SPECIAL -> throw new IllegalArgumentException("Devices and pipes are not archived");
        };
    }

    private static byte[] header(
            byte[] name, byte[] link, char type, int mode, long uid, long gid, long seconds, long size) {
        byte[] header = new byte[TarFormat.BLOCK];
        System.arraycopy(name, 0, header, TarFormat.NAME, Math.min(name.length, TarFormat.NAME_LENGTH));
        System.arraycopy(link, 0, header, TarFormat.LINK, Math.min(link.length, TarFormat.NAME_LENGTH));
        TarFormat.putOctal(header, TarFormat.MODE, TarFormat.ID_LENGTH, mode);
        putClipped(header, TarFormat.UID, TarFormat.ID_LENGTH, uid);
        putClipped(header, TarFormat.GID, TarFormat.ID_LENGTH, gid);
        putClipped(header, TarFormat.SIZE, TarFormat.LONG_LENGTH, size);
        putClipped(header, TarFormat.TIME, TarFormat.LONG_LENGTH, seconds);
        header[TarFormat.TYPE] = (byte) type;
        System.arraycopy(TarFormat.USTAR, 0, header, TarFormat.MAGIC, TarFormat.USTAR.length);
        // Six digits and a zero; the eighth byte stays a space.
        TarFormat.putOctal(header, TarFormat.CHECKSUM, TarFormat.ID_LENGTH - 1, TarFormat.checksum(header));
        header[TarFormat.CHECKSUM + TarFormat.ID_LENGTH - 1] = ' ';
        return header;
    }

    /** What does not fit is in a pax record, which counts. */
    private static void putClipped(byte[] header, int at, int length, long value) {
        TarFormat.putOctal(header, at, length, Math.min(value, TarFormat.largest(length)));
    }

    private void put(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), bytes.length - at);
            buffer.put(bytes, at, count);
            at += count;
        }
    }

    private void copy(FileChannel content, Extent extent) throws IOException {
        if (extent.length() > BUFFER / 4 && out instanceof FileChannel file) {
            flush();
            HostFiles.copy(content, extent.offset(), extent.length(), file, file.position());
            return;
        }
        for (long at = extent.offset(); at < extent.end(); at += BUFFER) {
            copySmall(content, new Extent(at, Math.min(BUFFER, extent.end() - at)));
        }
    }

    private void copySmall(FileChannel content, Extent extent) throws IOException {
        if (buffer.remaining() < extent.length()) {
            flush();
        }
        int end = buffer.position() + (int) extent.length();
        buffer.limit(end);
        while (buffer.hasRemaining()) {
            if (content.read(buffer, extent.end() - buffer.remaining()) < 0) {
                throw new ShrunkenFileException();
            }
        }
        buffer.limit(buffer.capacity());
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }
}

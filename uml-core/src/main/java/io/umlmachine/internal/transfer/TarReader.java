package io.umlmachine.internal.transfer;

import io.umlmachine.internal.transfer.TarEntry.Type;
import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive as GNU tar writes it with {@code --format=posix --sparse}: ustar headers, pax records, and files
 * with holes in its format 1.0. The archive may be hostile: nothing that it says makes this reader take more memory than
 * a constant, and whatever is not as it should be is an {@link IOException}. Not thread-safe.
 */
public final class TarReader {

    /** Linux takes paths of 4096 bytes; two of them and some numbers are what an honest header holds. */
    private static final int LONGEST_EXTENDED_HEADER = 64 * 1024;

    private static final int LONGEST_PATH = 4096;

    private final ArchiveFile archive;
    private long next;
    private long content;
    private long contentEnd;
    private boolean sparse;
    private byte[] header = {};
    private PaxRecords records = new PaxRecords();
    private @Nullable TarEntry entry;

    TarReader(ArchiveFile archive) {
        this.archive = archive;
    }

    /** Reads the archive that a file holds from its beginning on; the file stays the caller's. */
    public TarReader(FileChannel file) throws IOException {
        this(new ArchiveFile(file, Long.MAX_VALUE));
    }

    /** The next entry, or null at the archive's end, which must be marked. */
    public @Nullable TarEntry next() throws IOException {
        records = new PaxRecords();
        for (boolean extended = false; ; ) {
            header = archive.bytes(next, TarFormat.BLOCK);
            if (TarFormat.isZero(header)) {
                if (extended) {
                    throw new DamagedArchiveException("an extended header is about nothing");
                }
                return entry = null;
            }
            char type = TarFormat.type(header);
            long stored = TarFormat.number(header, TarFormat.SIZE, TarFormat.LONG_LENGTH);
            content = next + TarFormat.BLOCK;
            if (type != TarFormat.EXTENDED && type != TarFormat.GLOBAL) {
                return entry = entry(type, records.get(PaxRecords.SIZE, stored));
            }
            seekBehind(stored);
            if (type == TarFormat.EXTENDED) {
                if (extended || stored > LONGEST_EXTENDED_HEADER) {
                    throw new DamagedArchiveException("an extended header is too long, or there are two");
                }
                extended = true;
                records = PaxRecords.decode(archive.bytes(content, (int) stored));
            }
        }
    }

    /**
     * Goes through the contents of the last entry, which is a file.
     *
     * @param use gets the parts in order; what is between them, and after, are holes
     */
    public void forEachExtent(SparseMap.Use use) throws IOException {
        if (entry == null) {
            throw new IllegalStateException("There is no entry");
        }
        if (sparse) {
            new SparseMap(archive, content, contentEnd, entry.size()).forEach(use);
        } else if (entry.size() > 0) {
            use.accept(content, new Extent(0, entry.size()));
        }
    }

    /** The kind of the last entry, if that is {@link Type#SPECIAL}, as tar writes it: 3, 4 or 6. */
    public char specialType() {
        return (char) header[TarFormat.TYPE];
    }

    /** The number of the driver of the last entry, which is a device. */
    public int deviceMajor() throws IOException {
        return (int) TarFormat.number(header, TarFormat.DEVICE_MAJOR, TarFormat.ID_LENGTH);
    }

    /** The number of the last entry, which is a device, among its driver's. */
    public int deviceMinor() throws IOException {
        return (int) TarFormat.number(header, TarFormat.DEVICE_MINOR, TarFormat.ID_LENGTH);
    }

    /** The extended attributes of the last entry by their names, as GNU tar's {@code --xattrs} writes them. */
    public SortedMap<String, byte[]> extendedAttributes() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(records.below(PaxRecords.EXTENDED_ATTRIBUTE)));
    }

    private TarEntry entry(char type, long stored) throws IOException {
        seekBehind(stored);
        sparse = records.hasAny(PaxRecords.SPARSE);
        if (sparse) {
            requireSparseFormat(records);
        }
        Type kind = type(type);
        return new TarEntry(
                kind,
                path(records.get(PaxRecords.SPARSE_NAME, records.get(PaxRecords.PATH, name(header)))),
                path(records.get(PaxRecords.LINK_PATH, TarFormat.text(header, TarFormat.LINK, TarFormat.NAME_LENGTH))),
                (int) TarFormat.number(header, TarFormat.MODE, TarFormat.ID_LENGTH) & 07777,
                records.get(PaxRecords.UID, TarFormat.number(header, TarFormat.UID, TarFormat.ID_LENGTH)),
                records.get(PaxRecords.GID, TarFormat.number(header, TarFormat.GID, TarFormat.ID_LENGTH)),
                time(header, records),
                kind == Type.FILE ? records.get(PaxRecords.SPARSE_SIZE, stored) : 0);
    }

    private static void requireSparseFormat(PaxRecords records) throws IOException {
        boolean known = records.get(PaxRecords.SPARSE_MAJOR, 0) == 1
                && records.get(PaxRecords.SPARSE_MINOR, 0) == 0
                && records.has(PaxRecords.SPARSE_SIZE)
                && records.has(PaxRecords.SPARSE_NAME);
        if (!known) {
            throw new DamagedArchiveException("a file with holes is not in GNU tar's format 1.0");
        }
    }

    private static Type type(char type) throws IOException {
        return switch (type) {
            case '0', '\0' -> Type.FILE;
            case '1' -> Type.HARD_LINK;
            case '2' -> Type.SYMBOLIC_LINK;
            case '3', '4', '6' -> Type.SPECIAL;
            case '5' -> Type.DIRECTORY;
            default -> throw new DamagedArchiveException("an entry has the unknown type " + (int) type);
        };
    }

    private static byte[] name(byte[] header) {
        byte[] name = TarFormat.text(header, TarFormat.NAME, TarFormat.NAME_LENGTH);
        byte[] prefix = TarFormat.text(header, TarFormat.PREFIX, TarFormat.PREFIX_LENGTH);
        boolean ustar = Arrays.equals(header, TarFormat.MAGIC, TarFormat.MAGIC + 6, TarFormat.USTAR, 0, 6);
        if (!ustar || prefix.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    private static byte[] path(byte[] path) throws IOException {
        if (path.length > LONGEST_PATH) {
            throw new DamagedArchiveException("a path has " + path.length + " bytes");
        }
        for (byte b : path) {
            if (b == 0) {
                throw new DamagedArchiveException("a path holds a zero");
            }
        }
        return path;
    }

    private static Instant time(byte[] header, PaxRecords records) throws IOException {
        if (records.has(PaxRecords.MTIME)) {
            return records.get(PaxRecords.MTIME, Instant.EPOCH);
        }
        long seconds = TarFormat.number(header, TarFormat.TIME, TarFormat.LONG_LENGTH);
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            throw new DamagedArchiveException("a time is out of range");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private void seekBehind(long stored) throws IOException {
        if (stored < 0 || stored > archive.length() - content) {
            throw new DamagedArchiveException("an entry has " + stored + " bytes, more than the archive holds");
        }
        contentEnd = content + stored;
        next = content + TarFormat.blocks(stored);
    }
}

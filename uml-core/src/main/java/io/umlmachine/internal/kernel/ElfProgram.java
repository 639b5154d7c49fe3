package io.umlmachine.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A 64-bit little-endian ELF program or library, as elf(5) describes it: which libraries it needs, which interpreter loads
 * them, and from where. Immutable and thread-safe.
 */
public final class ElfProgram {

    private static final int FILE_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int DYNAMIC_ENTRY = 16;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;

    private static final long DT_NULL = 0;
    private static final long DT_NEEDED = 1;
    private static final long DT_STRTAB = 5;
    private static final long DT_RPATH = 15;
    private static final long DT_RUNPATH = 29;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Dynamic> dynamic = new ArrayList<>();

    /** A program header. {@code at} is the header's own place in the file. */
    private record Segment(int at, int type, long offset, long address, long size) {}

    private record Dynamic(long tag, long value) {}

    private ElfProgram(byte[] bytes) throws ElfException {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        checkIdentity();
        readSegments();
        readDynamic();
    }

    /**
     * Reads a program.
     *
     * @param file the whole file
     * @throws ElfException saying what is wrong with it
     */
    public static ElfProgram parse(byte[] file) throws ElfException {
        return new ElfProgram(file.clone());
    }

    /** The program's interpreter, if it names one; a library does not. */
    public Optional<String> interpreter() throws ElfException {
        Optional<Segment> segment = find(PT_INTERP);
        return segment.isEmpty()
                ? Optional.empty()
                : Optional.of(string(segment.get().offset(), segment.get().size()));
    }

    /** The names of the libraries that it needs. */
    public List<String> needed() throws ElfException {
        List<String> names = new ArrayList<>();
        for (Dynamic entry : dynamic) {
            if (entry.tag() == DT_NEEDED) {
                names.add(dynamicString(entry));
            }
        }
        return names;
    }

    /** Where it tells its interpreter to look for them first, if it does. */
    public Optional<String> libraryPath() throws ElfException {
        Optional<Dynamic> entry = libraryPathEntry();
        return entry.isEmpty() ? Optional.empty() : Optional.of(dynamicString(entry.get()));
    }

    /**
     * The same program with another interpreter and another library path. The interpreter's path goes to the end of the
     * file, where the host's kernel reads it by its offset. The library path takes the place of the old one, which must be
     * as long at least: it is in memory with the program, where there is no room for more.
     *
     * @return a new file
     * @throws ElfException if the program has no interpreter, or has no library path that could be replaced
     */
    public byte[] relocated(String interpreter, String libraryPath) throws ElfException {
        Segment interp = find(PT_INTERP).orElseThrow(() -> new ElfException("it names no interpreter"));
        Dynamic path = libraryPathEntry().orElseThrow(() -> new ElfException("it has no library path to replace"));
        int place = dynamicStringStart(path);
        int room = lengthOfString(place, bytes.length);
        byte[] replacement = libraryPath.getBytes(StandardCharsets.UTF_8);
        if (replacement.length > room) {
            throw new ElfException(
                    "its library path " + dynamicString(path) + " is too short to be replaced by " + libraryPath);
        }
        byte[] text = (interpreter + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] result = Arrays.copyOf(bytes, bytes.length + text.length);
        System.arraycopy(text, 0, result, bytes.length, text.length);
        Arrays.fill(result, place, place + room, (byte) 0);
        System.arraycopy(replacement, 0, result, place, replacement.length);
        ByteBuffer out = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(interp.at() + 8, bytes.length);
        out.putLong(interp.at() + 32, text.length);
        out.putLong(interp.at() + 40, text.length);
        return result;
    }

    private void checkIdentity() throws ElfException {
        if (bytes.length < FILE_HEADER || buffer.getInt(0) != 0x464c457f) {
            throw new ElfException("it is no ELF file");
        }
        if (bytes[4] != 2 || bytes[5] != 1) {
            throw new ElfException("it is not for 64-bit little-endian machines");
        }
    }

    private void readSegments() throws ElfException {
        long table = buffer.getLong(32);
        int entrySize = Short.toUnsignedInt(buffer.getShort(54));
        int count = Short.toUnsignedInt(buffer.getShort(56));
        if (count > 0 && entrySize != PROGRAM_HEADER) {
            throw new ElfException("its program headers have " + entrySize + " bytes each, not " + PROGRAM_HEADER);
        }
        int start = checkRange(table, (long) count * PROGRAM_HEADER, "program headers");
        for (int i = 0; i < count; i++) {
            int at = start + i * PROGRAM_HEADER;
            segments.add(new Segment(
                    at, buffer.getInt(at), buffer.getLong(at + 8), buffer.getLong(at + 16), buffer.getLong(at + 32)));
        }
    }

    private void readDynamic() throws ElfException {
        Optional<Segment> segment = find(PT_DYNAMIC);
        if (segment.isEmpty()) {
            return;
        }
        long size = segment.get().size();
        int start = checkRange(segment.get().offset(), size, "dynamic section");
        for (int at = start; at + DYNAMIC_ENTRY <= start + size; at += DYNAMIC_ENTRY) {
            Dynamic entry = new Dynamic(buffer.getLong(at), buffer.getLong(at + 8));
            if (entry.tag() == DT_NULL) {
                break;
            }
            dynamic.add(entry);
        }
    }

    private Optional<Segment> find(int type) {
        return segments.stream().filter(segment -> segment.type() == type).findFirst();
    }

    private Optional<Dynamic> libraryPathEntry() {
        // As ld.so(8) does, which does not look at the older kind if there is the newer.
        return first(DT_RUNPATH).or(() -> first(DT_RPATH));
    }

    private Optional<Dynamic> first(long tag) {
        return dynamic.stream().filter(entry -> entry.tag() == tag).findFirst();
    }

    private String dynamicString(Dynamic entry) throws ElfException {
        return string(dynamicStringStart(entry), bytes.length);
    }

    private int dynamicStringStart(Dynamic entry) throws ElfException {
        long table = stringTable();
        // Apart, so that no sum overflows.
        checkRange(entry.value(), 1, "dynamic string");
        return checkRange(table + entry.value(), 1, "dynamic string");
    }

    /** The string table's place in the file; the dynamic section tells its place in memory. */
    private long stringTable() throws ElfException {
        long address = first(DT_STRTAB)
                .orElseThrow(() -> new ElfException("its dynamic section has no string table"))
                .value();
        for (Segment segment : segments) {
            long inside = address - segment.address();
            if (segment.type() == PT_LOAD && inside >= 0 && inside < segment.size()) {
                return checkRange(segment.offset() + inside, 1, "string table");
            }
        }
        throw new ElfException("its string table is in no segment");
    }

    private String string(long offset, long limit) throws ElfException {
        int start = checkRange(offset, 1, "string");
        return new String(bytes, start, lengthOfString(start, limit), StandardCharsets.UTF_8);
    }

    /** How far it is to the next NUL, which must come before the limit and the end of the file. */
    private int lengthOfString(int start, long limit) throws ElfException {
        for (int end = start; end < bytes.length && end - start < limit; end++) {
            if (bytes[end] == 0) {
                return end - start;
            }
        }
        throw new ElfException("a string at " + start + " has no end");
    }

    private int checkRange(long offset, long size, String what) throws ElfException {
        if (offset < 0 || size < 0 || offset > bytes.length || size > bytes.length - offset) {
            throw new ElfException("its " + what + " would lie outside the file, which has " + bytes.length + " bytes");
        }
        return (int) offset;
    }
}

package io.umlmachine.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes ELF files that hold what a loader looks at, and no code. */
public final class TinyElf {

    private static final long ADDRESS = 0x400000;

    private TinyElf() {}

    /**
     * A program, or a library.
     *
     * @param interpreter its interpreter; none if empty
     * @param libraryPath where libraries are looked for; nowhere if empty
     * @param needed the libraries that it needs
     * @return the file
     */
    public static byte[] program(String interpreter, String libraryPath, String... needed) {
        int headers = 64 + 3 * 56;
        StringBuilder strings = new StringBuilder("\0");
        List<long[]> dynamic = new ArrayList<>();
        for (String name : needed) {
            dynamic.add(new long[] {1, strings.length()});
            strings.append(name).append('\0');
        }
        if (!libraryPath.isEmpty()) {
            dynamic.add(new long[] {29, strings.length()});
            strings.append(libraryPath).append('\0');
        }
        byte[] interp = (interpreter + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] table = strings.toString().getBytes(StandardCharsets.UTF_8);
        int tableAt = headers + interp.length;
        int dynamicAt = tableAt + table.length;
        dynamic.add(new long[] {5, ADDRESS + tableAt});
        dynamic.add(new long[] {0, 0});
        int size = dynamicAt + dynamic.size() * 16;

        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 3);
        header(file, 0, 1, 0, size);
        header(file, 1, 2, dynamicAt, dynamic.size() * 16L);
        header(file, 2, interpreter.isEmpty() ? 4 : 3, headers, interp.length);
        file.position(headers);
        file.put(interp).put(table);
        dynamic.forEach(entry -> file.putLong(entry[0]).putLong(entry[1]));
        return file.array();
    }

    private static void header(ByteBuffer file, int index, int type, long offset, long size) {
        int at = 64 + index * 56;
        file.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, ADDRESS + offset);
        file.putLong(at + 32, size).putLong(at + 40, size);
    }
}

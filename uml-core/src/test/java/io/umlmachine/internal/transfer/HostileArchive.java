package io.umlmachine.internal.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes up archives that a hostile guest might send: mostly well-formed, so that they are read far, with lies in every
 * place. The same seed makes the same archive. Not thread-safe.
 */
final class HostileArchive {

    private static final int BLOCK = 512;

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "511",
            "512",
            "4096",
            "99999999999",
            "1152921504606846976",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999",
            "1e9",
            "",
            " 7",
            "0x10",
            "1.5",
            "-1.5",
            "1.",
            ".5",
            "..");

    private final Random random;
    private final Path outside;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * A maker of archives.
     *
     * @param outside a directory that the archives try to reach
     */
    HostileArchive(long seed, Path outside) {
        this.random = new Random(seed);
        this.outside = outside;
    }

    byte[] make() {
        if (chance(95)) {
            entry("t/", '5', "", new byte[0]);
            entry("t/dir/", '5', "", new byte[0]);
            entry("t/dir/a/", '5', "", new byte[0]);
        }
        for (int i = random.nextInt(12); i >= 0; i--) {
            if (chance(25)) {
                sparse();
            } else {
                plain();
            }
        }
        if (chance(90)) {
            bytes.writeBytes(new byte[2 * BLOCK]);
        }
        byte[] archive = bytes.toByteArray();
        if (chance(15)) {
            for (int i = random.nextInt(8); i >= 0; i--) {
                archive[random.nextInt(archive.length)] = (byte) random.nextInt();
            }
            if (chance(50)) {
                mendChecksums(archive);
            }
        }
        return chance(10) ? Arrays.copyOf(archive, random.nextInt(archive.length + 1)) : archive;
    }

    private void plain() {
        char type = chance(99) ? "0001122555346".charAt(random.nextInt(13)) : (char) random.nextInt(256);
        byte[] content = type == '0' ? randomBytes(random.nextInt(3000)) : new byte[0];
        if (chance(25)) {
            extended(type);
        }
        entry(path(), type, type == '1' || type == '2' ? link() : "", content);
    }

    private void extended(char type) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(7)) {
                case 0 -> record(records, "path", path());
                case 1 -> record(records, "linkpath", link());
                case 2 -> record(records, pick("mtime", "mtime", "mtime", "size"), number());
                case 3 -> record(records, "mtime", pick("1", "-1", "1.5", "-1.5", "9999999999.999999999999"));
                case 4 ->
                    record(
                            records,
                            chance(80) ? "atime" : "GNU.sparse." + pick("major", "map", "offset", "name", "realsize"),
                            number());
                case 5 ->
                    record(records, pick("uid", "", "comment", "SCHILY.xattr.user.x", "GNU.volume.label"), path());
                default -> records.writeBytes(randomBytes(chance(20) ? random.nextInt(40) : 0));
            }
        }
        entry("pax", chance(95) ? 'x' : 'g', "", records.toByteArray());
    }

    private void sparse() {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        record(records, "GNU.sparse.major", "1");
        record(records, "GNU.sparse.minor", "0");
        record(records, "GNU.sparse.name", path());
        int extents = random.nextInt(5);
        long at = 0;
        StringBuilder map = new StringBuilder();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < extents; i++) {
            at += random.nextInt(100_000);
            int length = random.nextInt(2000);
            data.writeBytes(randomBytes(length));
            map.append(chance(98) ? at : number()).append('\n').append(chance(98) ? length : number());
            map.append(chance(99) ? "\n" : "x");
            at += chance(97) ? length : random.nextInt(2000) - 1000;
        }
        record(records, "GNU.sparse.realsize", chance(95) ? Long.toString(at + 2000 + random.nextInt(1000)) : number());
        entry("pax", 'x', "", records.toByteArray());
        String count = chance(95) ? Integer.toString(extents) : pick("1000000000", "-1", "9223372036854775807", "");
        byte[] text = (count + "\n" + map).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(Arrays.copyOf(text, (text.length + BLOCK - 1) / BLOCK * BLOCK));
        content.writeBytes(data.toByteArray());
        entry("GNUSparseFile.1/x", '0', "", content.toByteArray());
    }

    private void entry(String name, char type, String link, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, 100, name);
        put(header, 100, 8, chance(99) ? "0000755" : number());
        put(header, 108, 8, "0000000");
        put(header, 116, 8, "0000000");
        put(header, 124, 12, chance(99) ? "%011o".formatted(content.length) : number());
        if (chance(1)) {
            Arrays.fill(header, 124, 136, (byte) (chance(50) ? 0xff : 0x80));
            header[135] = (byte) random.nextInt();
        }
        put(header, 136, 12, chance(99) ? "%011o".formatted(random.nextInt(Integer.MAX_VALUE)) : number());
        header[156] = (byte) type;
        put(header, 157, 100, link);
        put(header, 257, 8, "ustar\00000");
        if (chance(1)) {
            put(header, 345, 155, path());
        }
        mendChecksum(header, 0);
        bytes.writeBytes(header);
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, int length, String text) {
        byte[] value = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(value, 0, header, at, Math.min(length, value.length));
    }

    private static void mendChecksums(byte[] archive) {
        for (int at = 0; at + BLOCK <= archive.length; at += BLOCK) {
            if (archive[at + 257] == 'u') {
                mendChecksum(archive, at);
            }
        }
    }

    private static void mendChecksum(byte[] archive, int at) {
        Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
            sum += archive[i] & 0xff;
        }
        byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, archive, at + 148, text.length);
    }

    private void record(ByteArrayOutputStream records, String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 1;
        length += Integer.toString(length + 1).length() - 1;
        String said = chance(99) ? Integer.toString(length) : number();
        records.writeBytes((said + rest).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String path() {
        StringBuilder path = new StringBuilder(chance(97) ? pick("t/", "./t/") : pick("", "/", "../", outside + "/"));
        if (chance(60)) {
            path.append(chance(90) ? pick("dir/", "dir/a/") : pick("link/", "dir/link/", "a/", "dir/b/"));
        }
        path.append(
                chance(96)
                        ? pick("a", "b", "c", "link", "dir", "\u00ff", "new\nline")
                        : pick(
                                "..",
                                ".",
                                "",
                                "t",
                                "../../outside/file",
                                "x".repeat(256),
                                "d/".repeat(500) + "x",
                                "nul\0"));
        return path.append(pick("", "", "", "", "", "/")).toString();
    }

    private String link() {
        return switch (random.nextInt(5)) {
            case 0 -> outside.toString();
            case 1 -> "../outside";
            case 2 -> "../".repeat(random.nextInt(6)) + "outside/file";
            case 3 -> outside + "/file";
            default -> path();
        };
    }

    private String number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private byte[] randomBytes(int count) {
        byte[] some = new byte[count];
        random.nextBytes(some);
        return some;
    }
}

package io.umlmachine.internal.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of a pax extended header, {@code "LENGTH KEY=VALUE\n"} each, where LENGTH counts the whole record. Values
 * are bytes: GNU tar neither converts names nor refuses those that are not UTF-8, although the standard has them so. Not
 * thread-safe.
 */
final class PaxRecords {

    static final String PATH = "path";
    static final String LINK_PATH = "linkpath";
    static final String SIZE = "size";
    static final String MTIME = "mtime";
    static final String UID = "uid";
    static final String GID = "gid";
    static final String SPARSE = "GNU.sparse.";
    static final String SPARSE_MAJOR = SPARSE + "major";
    static final String SPARSE_MINOR = SPARSE + "minor";
    static final String SPARSE_NAME = SPARSE + "name";
    static final String SPARSE_SIZE = SPARSE + "realsize";

    static final String EXTENDED_ATTRIBUTE = "SCHILY.xattr.";

    private static final int LONGEST_NUMBER = 19;
    private static final int NANOSECOND_DIGITS = 9;

    private final Map<String, byte[]> values = new LinkedHashMap<>();

    boolean isEmpty() {
        return values.isEmpty();
    }

    void put(String key, byte[] value) {
        values.put(key, value);
    }

    void put(String key, long value) {
        put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    void put(String key, Instant time) {
        // Seconds and nanoseconds of an Instant before 1970 count in opposite directions; a decimal does not.
        long seconds = time.getEpochSecond();
        long nanoseconds = time.getNano();
        String sign = "";
        if (seconds < 0) {
            sign = "-";
            seconds = -seconds - (nanoseconds == 0 ? 0 : 1);
            nanoseconds = nanoseconds == 0
                    ? 0
                    : Instant.EPOCH.plusSeconds(1).minusNanos(nanoseconds).getNano();
        }
        String fraction = nanoseconds == 0
                ? ""
                : "." + Long.toString(1_000_000_000 + nanoseconds).substring(1);
        put(key, (sign + seconds + fraction).getBytes(StandardCharsets.US_ASCII));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean hasAny(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** The values of the records whose keys begin with a prefix, by the rest of their keys. */
    Map<String, byte[]> below(String prefix) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** A record's value, or what the header says. */
    byte[] get(String key, byte[] otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** A record's value as a number that is not negative, or what the header says. */
    long get(String key, long otherwise) throws IOException {
        byte[] value = values.get(key);
        return value == null ? otherwise : number(new String(value, StandardCharsets.ISO_8859_1));
    }

    /** A record's value as a time, or what the header says. */
    Instant get(String key, Instant otherwise) throws IOException {
        byte[] value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        String text = new String(value, StandardCharsets.ISO_8859_1);
        boolean negative = text.startsWith("-");
        String[] parts = (negative ? text.substring(1) : text).split("\\.", 2);
        String fraction = parts.length < 2 ? "" : parts[1];
        long seconds = number(parts[0]);
        long nanoseconds = fraction.isEmpty()
                ? 0
                : number((fraction + "0".repeat(NANOSECOND_DIGITS)).substring(0, NANOSECOND_DIGITS));
        try {
            return negative
                    ? Instant.ofEpochSecond(-seconds, -nanoseconds)
                    : Instant.ofEpochSecond(seconds, nanoseconds);
        } catch (DateTimeException e) {
            throw new DamagedArchiveException("a time is out of range");
        }
    }

    private static long number(String digits) throws IOException {
        boolean good = !digits.isEmpty()
                && digits.length() <= LONGEST_NUMBER
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (good) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new DamagedArchiveException("a number is out of range");
            }
        }
        throw new DamagedArchiveException("an extended header holds a number that is none");
    }

    byte[] encode() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        values.forEach((key, value) -> {
            byte[] name = (" " + key + "=").getBytes(StandardCharsets.US_ASCII);
            int rest = name.length + value.length + 1;
            int length = rest + Integer.toString(rest).length();
            if (rest + Integer.toString(length).length() > length) {
                length++;
            }
            all.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(name);
            all.writeBytes(value);
            all.write('\n');
        });
        return all.toByteArray();
    }

    static PaxRecords decode(byte[] bytes) throws IOException {
        PaxRecords records = new PaxRecords();
        for (int at = 0; at < bytes.length; ) {
            int space = indexOf(bytes, ' ', at, Math.min(bytes.length, at + LONGEST_NUMBER));
            long length = number(new String(bytes, at, space - at, StandardCharsets.ISO_8859_1));
            if (length <= space + 1 - at || length > bytes.length - at || bytes[at + (int) length - 1] != '\n') {
                throw new DamagedArchiveException("a record of an extended header has a wrong length");
            }
            int end = at + (int) length - 1;
            int equals = indexOf(bytes, '=', space + 1, end);
            String key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            records.values.put(key, Arrays.copyOfRange(bytes, equals + 1, end));
            at = end + 1;
        }
        return records;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new DamagedArchiveException("a record of an extended header has no '" + wanted + "'");
    }
}

package io.umlmachine.internal.unix;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Paths as the bytes that they are to the kernel. A path's URI holds each of them, whatever the locale of the program is,
 * and a string does not. Thread-safe.
 */
public final class PathBytes {

    private PathBytes() {}

    /** The bytes of an absolute path. */
    public static byte[] of(Path path) {
        String text = path.toString();
        return isAscii(text)
                ? text.getBytes(StandardCharsets.US_ASCII)
                : decode(path.toUri().getRawPath());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static byte[] decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        byte[] all = bytes.toByteArray();
        // The URI of a directory ends with a slash.
        return all.length > 1 && all[all.length - 1] == '/' ? Arrays.copyOf(all, all.length - 1) : all;
    }

    /** The bytes of an absolute path and a NUL, as the C library takes them. */
    public static byte[] terminated(Path path) {
        return terminated(of(path));
    }

    /** Bytes and a NUL. */
    public static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /**
     * The absolute path that some bytes are.
     *
     * @param bytes not empty, without NUL, with a slash in front
     * @throws IllegalArgumentException if they are no such path
     */
    public static Path toPath(byte[] bytes) {
        StringBuilder escaped = new StringBuilder("file://");
        for (byte b : bytes) {
            if (b == '/') {
                escaped.append('/');
            } else {
                escaped.append(String.format("%%%02X", b & 0xff));
            }
        }
        return Path.of(URI.create(escaped.toString()));
    }

    /** The bytes as text, for a message. */
    public static String toText(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package io.umlmachine.internal.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names of files as the bytes that the file system keeps. A {@link Path} of the JDK keeps them too, but its text loses
 * those that are no characters in {@code sun.jnu.encoding}, which may be ASCII. URIs of paths lose nothing: they escape
 * each byte. Thread-safe.
 */
final class RawNames {

    private static final String HEX = "0123456789ABCDEF";

    private RawNames() {}

    /** The bytes of an absolute path. */
    static byte[] of(Path path) {
        String text = path.toString();
        return isAscii(text)
                ? text.getBytes(StandardCharsets.US_ASCII)
                : decode(path.toUri().getRawPath());
    }

    /** The bytes of an absolute path and a zero, as the C library takes them. */
    static byte[] forC(Path path) {
        return terminated(of(path));
    }

    /** Bytes and a zero. */
    static byte[] terminated(byte[] bytes) {
        byte[] result = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, result, 0, bytes.length);
        return result;
    }

    /** The bytes of a path's last name. */
    static byte[] ofName(Path path) {
        Path name = path.getFileName();
        byte[] absolute = of(Path.of("/").resolve(name));
        return Arrays.copyOfRange(absolute, 1, absolute.length);
    }

    /**
     * A path below a directory.
     *
     * @param name one name
     * @throws IOException if a file cannot be called so
     */
    static Path resolve(Path directory, byte[] name) throws IOException {
        StringBuilder uri = new StringBuilder("file:///");
        boolean ascii = true;
        for (byte b : name) {
            if (b == 0 || b == '/') {
                throw new IOException("A name of a file holds a zero or a slash: " + show(name));
            }
            ascii &= b > 0;
            uri.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
        }
        if (name.length == 0) {
            throw new IOException("A name of a file is empty");
        }
        return ascii
                ? directory.resolve(new String(name, StandardCharsets.US_ASCII))
                : directory.resolve(Path.of(URI.create(uri.toString())).getFileName());
    }

    /** Bytes of a name for a message. */
    static String show(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        byte[] all = bytes.toByteArray();
        // The URI of a directory ends with a slash that the path has not.
        int end = all.length > 1 && all[all.length - 1] == '/' ? all.length - 1 : all.length;
        return Arrays.copyOf(all, end);
    }
}

package io.umlmachine.internal.transfer;

import io.umlmachine.internal.unix.PathBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Names of files, one by one, as the {@linkplain PathBytes bytes} that the file system keeps. Thread-safe. */
final class RawNames {

    private static final String HEX = "0123456789ABCDEF";

    private RawNames() {}

    /** The bytes of a path's last name. */
    static byte[] ofName(Path path) {
        Path name = path.getFileName();
        byte[] absolute = PathBytes.of(Path.of("/").resolve(name));
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
                throw new IOException("A name of a file holds a zero or a slash: " + PathBytes.toText(name));
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
}

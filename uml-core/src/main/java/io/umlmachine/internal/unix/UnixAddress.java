package io.umlmachine.internal.unix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Paths of sockets as unix(7) has them. */
final class UnixAddress {

    /** The longest path, without its NUL. */
    private static final int PATH_LIMIT = 107;

    private UnixAddress() {}

    /** A {@code struct sockaddr_un}. */
    static byte[] of(Path path) throws IOException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PATH_LIMIT) {
            throw new IOException("The path of a socket takes at most " + PATH_LIMIT + " bytes: " + path);
        }
        return ByteBuffer.allocate(2 + bytes.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) LibC.AF_UNIX)
                .put(bytes)
                .array();
    }
}

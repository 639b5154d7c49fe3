package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;

/** Closes sockets, of which no data can get lost by it. */
final class Descriptors {

    private Descriptors() {}

    static void close(int descriptor) {
        try {
            LibC.close(descriptor);
        } catch (LastErrorException e) {
            // Linux has closed it in any case; see close(2).
        }
    }
}

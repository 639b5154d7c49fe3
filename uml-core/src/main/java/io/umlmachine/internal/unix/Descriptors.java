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

    static void shutDown(int descriptor) {
        try {
            LibC.shutdown(descriptor, LibC.SHUT_RDWR);
        } catch (LastErrorException e) {
            // The other side has ended it before.
        }
    }
}

package io.umlmachine.net.internal.tap;

import io.umlmachine.internal.unix.LibC;

/** The user whom this program runs as. Thread-safe. */
final class HostUser {

    private HostUser() {}

    static int id() {
        return LibC.geteuid();
    }

    static String name() {
        return System.getProperty("user.name", Integer.toString(id()));
    }
}

package io.umlmachine.internal.unix;

import com.sun.jna.Native;
import java.nio.file.Path;

/** JNA's own native code. */
final class JnaLibrary {

    /** Where JNA unpacks, if the program says so: see the documentation of {@link Native}. */
    private static final String PLACE = "jna.tmpdir";

    private JnaLibrary() {}

    /** Loads it, if the program has not done so and has not named a place itself. */
    static void load() {
        NativeCode.load("jna", PLACE, JnaLibrary::loadFrom);
    }

    private static void loadFrom(Path place) {
        System.setProperty(PLACE, place.toString());
        try {
            // Any function of it has it loaded.
            Native.getLastError();
        } finally {
            System.clearProperty(PLACE);
        }
    }
}

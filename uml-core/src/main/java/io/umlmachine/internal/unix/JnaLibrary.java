package io.umlmachine.internal.unix;

import com.sun.jna.Native;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JNA's own native code, which JNA unpacks into a file, loads, and removes again. Unpacked where a sweep finds it: JNA's own
 * place would keep the file for good if the program is killed in between.
 */
final class JnaLibrary {

    /** Where JNA unpacks, if the program says so: see the documentation of {@link Native}. */
    private static final String PLACE = "jna.tmpdir";

    private static final Logger LOG = LoggerFactory.getLogger(JnaLibrary.class);

    private JnaLibrary() {}

    /** Loads it, if the program has not done so and has not named a place itself. */
    static void load() {
        if (System.getProperty(PLACE) != null) {
            return;
        }
        try (OwnedDirectory owner = OwnedDirectory.create(Directories.runtime())) {
            // In the cache, because programs may be forbidden to run from /tmp.
            Path place = Directories.cache().resolve("jna-" + owner.name());
            owner.own(place);
            Files.createDirectory(place);
            System.setProperty(PLACE, place.toString());
            try {
                // Any function of it has it loaded.
                Native.getLastError();
            } finally {
                System.clearProperty(PLACE);
            }
        } catch (IOException e) {
            LOG.debug("JNA unpacks in a place of its own: {}", e.getMessage());
        }
    }
}

package io.umlmachine.internal.unix;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native code of a Java library, which the library unpacks into a file to load it. Unpacked where a sweep finds it: the
 * library's own place would keep the file for good if the program is killed before it is removed.
 */
public final class NativeCode {

    private static final Logger LOG = LoggerFactory.getLogger(NativeCode.class);

    private NativeCode() {}

    /**
     * Has it loaded, unless the program has named a place itself. If there is none for it here, the library uses its own.
     *
     * @param library its name, without spaces
     * @param property by which programs tell the library where to unpack
     * @param loading unpacks it into a directory, which is removed afterwards, and loads it
     */
    public static void load(String library, String property, Consumer<Path> loading) {
        if (System.getProperty(property) != null) {
            return;
        }
        try (OwnedDirectory owner = OwnedDirectory.create(Directories.runtime())) {
            // In the cache, because programs may be forbidden to run from /tmp.
            Path place = Directories.cache().resolve(library + "-" + owner.name());
            owner.own(place);
            Files.createDirectory(place);
            loading.accept(place);
        } catch (IOException e) {
            LOG.debug("{} unpacks in a place of its own: {}", library, e.getMessage());
        }
    }
}

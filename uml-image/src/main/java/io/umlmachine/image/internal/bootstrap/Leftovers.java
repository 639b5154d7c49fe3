package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What killed programs left of images that they made. */
public final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** Removes them, the first time that this program asks; an image that is there can be used whatever comes of it. */
    public static void sweepOnce(Path work) {
        if (!SWEPT.add(work)) {
            return;
        }
        try {
            // The programs first, or they would go on making files.
            Sweeper.sweep(work);
            if (!Scratch.leftovers().isEmpty()) {
                try (OwnedDirectory owner = OwnedDirectory.create(work)) {
                    Scratch.sweep(owner);
                }
            }
        } catch (IOException e) {
            LOG.warn("Could not remove what killed programs left: {}", e.toString());
        }
    }
}

package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A way to make a disk from a plan. */
sealed interface Bootstrapper permits Mmdebstrap, Debootstrap {

    /** The tool that it runs. */
    Subject tool();

    /** The versions of tools that are not the host's. */
    default Map<String, String> fetched() {
        return Map.of();
    }

    /**
     * Makes a disk that boots.
     *
     * @throws io.umlmachine.image.ImageException if a tool fails
     */
    Path makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException;
}

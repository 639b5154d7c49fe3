package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.internal.disk.Epoch;
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
     * Makes a disk that boots, for the steps that need a machine or for good.
     *
     * @throws io.umlmachine.image.ImageException if a tool fails
     */
    Working makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException;

    /**
     * A disk.
     *
     * @param disk its file
     * @param epoch the moment that it is of
     * @param finished whether it is as it is to be published; if not, it is as large as the recipe says, and holds traces
     */
    record Working(Path disk, Epoch epoch, boolean finished) {}
}

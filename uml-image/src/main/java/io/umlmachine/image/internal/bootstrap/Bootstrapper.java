package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import java.io.IOException;
import java.nio.file.Path;

/** A way to make a disk from a plan. */
sealed interface Bootstrapper permits Mmdebstrap, Debootstrap {

    /** The tool that it runs. */
    Subject tool();

    /**
     * Makes a disk that boots.
     *
     * @throws io.umlmachine.image.ImageException if a tool fails
     */
    Path makeDisk(Plan plan, Creation creation) throws IOException, InterruptedException;
}

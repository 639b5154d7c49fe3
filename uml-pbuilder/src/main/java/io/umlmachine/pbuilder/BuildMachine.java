package io.umlmachine.pbuilder;

import io.umlmachine.KernelVersion;
import io.umlmachine.MachineMetrics;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine that a build ran in. Immutable and thread-safe.
 *
 * @param kernel the version of its kernel; empty if it came to none
 * @param base the image file under it, or under its layer, such as a generation of an image store; empty if it came to none
 * @param layer the dependency layer that it came from, or that was made of it; empty if layers are
 *     {@linkplain LayerPolicy.Off off}, or none could be made
 * @param use what it used from its boot until just before its end; empty if the host did not tell. Guests keep the memory
 *     that they free, so what was in use in the end is the most that ever was
 */
public record BuildMachine(
        Optional<KernelVersion> kernel,
        Optional<Path> base,
        Optional<DependencyLayer> layer,
        Optional<MachineMetrics> use) {

    private static final BuildMachine UNKNOWN =
            new BuildMachine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A machine of which nothing is known.
     *
     * @return the machine
     */
    public static BuildMachine unknown() {
        return UNKNOWN;
    }

    /**
     * The same, with what it used.
     *
     * @param measured what it used
     * @return the changed machine
     */
    public BuildMachine withUse(Optional<MachineMetrics> measured) {
        return new BuildMachine(kernel, base, layer, measured);
    }
}

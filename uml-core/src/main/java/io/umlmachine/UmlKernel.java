package io.umlmachine;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A User-Mode Linux kernel: a program. Immutable and thread-safe.
 *
 * @param path where it is, absolute
 */
public record UmlKernel(Path path) {

    /** The environment variable that names the kernel to use. */
    public static final String VARIABLE = "UML_KERNEL";

    /**
     * Makes the path absolute.
     *
     * @param path where it is
     */
    public UmlKernel {
        path = path.toAbsolutePath();
    }

    /**
     * The kernel at a path. Whether it is one shows when it boots.
     *
     * @param path the program
     * @return the kernel
     */
    public static UmlKernel of(Path path) {
        return new UmlKernel(path);
    }

    /**
     * The host's kernel: what the environment variable {@value #VARIABLE} names, or else {@code linux.uml} from the
     * PATH or Debian's usual directories.
     *
     * @return the kernel
     * @throws HostException if there is none
     */
    public static UmlKernel locate() {
        return new UmlKernel(UmlHost.program(Probe.Subject.KERNEL));
    }

    /**
     * Whether the file is there and can be run.
     *
     * @return true if it can
     */
    public boolean isExecutable() {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}

package io.umlmachine.internal.kernel;

import io.umlmachine.KernelException;
import io.umlmachine.UmlKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a kernel must load for IPv6: Debian's 6.1 and 6.12 have it in modules, in
 * {@code /usr/lib/uml/modules/VERSION}; 7.2 has it built in.
 */
public final class Ipv6Modules {

    private static final Logger LOG = LoggerFactory.getLogger(Ipv6Modules.class);

    /** The option that keeps the module from doing anything, as the kernel documents it. */
    private static final String OFF = "ipv6.disable=1";

    private static final String MODULE = "kernel/net/ipv6/ipv6.ko";

    private Ipv6Modules() {}

    /**
     * The modules of a kernel.
     *
     * @param kernelArguments what stands on the kernel's command line
     * @return files in the order in which they are to be loaded; none if the kernel needs none, or they are not found
     */
    public static List<Path> of(UmlKernel kernel, List<String> kernelArguments) throws InterruptedException {
        try {
            if (kernelArguments.contains(OFF)
                    || kernel.config("IPV6").filter("m"::equals).isEmpty()) {
                return List.of();
            }
            Optional<Path> root = root(kernel.path(), kernel.version().toString());
            return root.isPresent() ? modules(root.get()) : List.of();
        } catch (KernelException | IOException e) {
            LOG.debug("No modules for {}", kernel.path(), e);
            return List.of();
        }
    }

    private static Optional<Path> root(Path kernel, String version) throws IOException {
        Path beside = kernel.toRealPath().getParent();
        return Stream.of(beside.resolve("modules"), beside.resolve("../lib/uml/modules"))
                .map(modules -> modules.resolve(version).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static List<Path> modules(Path root) throws IOException {
        try (Stream<String> lines = Files.lines(root.resolve("modules.dep"))) {
            List<Path> files = inOrder(lines).stream().map(root::resolve).toList();
            return files.stream().allMatch(Files::isRegularFile) ? files : List.of();
        }
    }

    /**
     * The module, behind those that it needs, by their names under the directory of the version; none if it is not there.
     *
     * @param dependencies modules.dep(5), which names them in the order in which each may need the next
     */
    static List<String> inOrder(Stream<String> dependencies) {
        List<String> modules = new ArrayList<>(dependencies
                .filter(line -> line.startsWith(MODULE + ":"))
                .flatMap(line -> Arrays.stream(line.split("[:\\s]+")))
                .toList());
        Collections.reverse(modules);
        return List.copyOf(modules);
    }
}

package io.umlmachine;

import io.umlmachine.internal.kernel.KernelAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A User-Mode Linux kernel: a program. What it tells about itself it is asked once, and again when its file has changed;
 * an answer takes it a few milliseconds. Immutable and thread-safe.
 *
 * @param path where it is, absolute
 */
public record UmlKernel(Path path) {

    /** The environment variable that names the kernel to use. */
    public static final String VARIABLE = "UML_KERNEL";

    private static final Pattern OPTION = Pattern.compile("(?:CONFIG_)?([A-Za-z0-9_]+)");

    /** What kernels differ in. */
    public enum Feature {
        /**
         * The mode in which the guest's system calls are caught with seccomp, as {@link UmlMachine.Builder#seccomp()} asks
         * for: an option {@code seccomp=} in the kernel's own help. Since 6.16.
         */
        SECCOMP_MODE,
        /** The network devices {@code eth0=tuntap,…} and their like: {@code CONFIG_UML_NET}. Gone from 6.16. */
        LEGACY_NETWORK,
        /** The network devices {@code vec0:…}: {@code CONFIG_UML_NET_VECTOR}. */
        VECTOR_NETWORK,
        /** IPv6 that is built in, and not in a module: {@code CONFIG_IPV6=y}. */
        IPV6,
        /** The file system that shows the guest the host's files: {@code CONFIG_HOSTFS}. */
        HOSTFS,
        /** Loadable modules, if the image has any that fit: {@code CONFIG_MODULES}. */
        MODULES
    }

    /**
     * Makes the path absolute.
     *
     * @param path where it is
     */
    public UmlKernel {
        path = path.toAbsolutePath();
    }

    /**
     * The kernel at a path. Whether it is one shows when it is asked for its version, or boots.
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
     * The kernel of a Debian suite, from this host's mirror, made to run on this host: downloaded at the first call, which
     * takes up to 10 minutes, and served from the cache without any network after that. {@link DebianKernel} has more to
     * choose, and looks for a newer one when it is {@linkplain DebianKernel#refresh() asked to}.
     *
     * @param suite the suite's name or code name, such as {@code trixie} (6.12) or {@code forky} (7.2)
     * @return the kernel
     * @throws KernelException if it cannot be had, or not in that time; nothing is left of the attempt
     * @throws HostException if this host lacks Debian's keyring
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     * @throws IllegalArgumentException if that cannot be a suite's name
     */
    public static UmlKernel fromDebian(String suite) throws InterruptedException {
        return DebianKernel.of(suite).fetch();
    }

    /**
     * Whether the file is there and can be run.
     *
     * @return true if it can
     */
    public boolean isExecutable() {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /**
     * Its version, as {@code --version} tells.
     *
     * @return the version
     * @throws KernelException if the program is missing, or does not answer as a kernel does within 20 seconds
     * @throws InterruptedException if the thread is interrupted
     */
    public KernelVersion version() throws InterruptedException {
        String answer = KernelAnswers.ask(path, "--version").strip();
        try {
            return KernelVersion.parse(answer);
        } catch (IllegalArgumentException e) {
            throw KernelAnswers.notAKernel(path, "--version prints " + answer);
        }
    }

    /**
     * How it was configured, as {@code --showconfig} tells.
     *
     * @param option the option's name, with or without {@code CONFIG_}
     * @return its value as it stands there: {@code y}, {@code m}, a number, or a text in double quotes; empty if it is not
     *     set or not known
     * @throws KernelException if the program is missing, or does not answer as a kernel does within 20 seconds
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if that could not be an option's name
     */
    public Optional<String> config(String option) throws InterruptedException {
        Matcher name = OPTION.matcher(option);
        if (!name.matches()) {
            throw new IllegalArgumentException("Not the name of a kernel's option: '" + option + "'");
        }
        String start = "CONFIG_" + name.group(1) + "=";
        return KernelAnswers.ask(path, "--showconfig")
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    /**
     * Whether it has a feature.
     *
     * @param feature the feature
     * @return true if it has
     * @throws KernelException if the program is missing, or does not answer as a kernel does within 20 seconds
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean supports(Feature feature) throws InterruptedException {
        return switch (feature) {
            case SECCOMP_MODE ->
                KernelAnswers.ask(path, "--help").lines().anyMatch(line -> line.startsWith("seccomp="));
            case LEGACY_NETWORK -> isBuiltIn("UML_NET");
            case VECTOR_NETWORK -> isBuiltIn("UML_NET_VECTOR");
            case IPV6 -> isBuiltIn("IPV6");
            case HOSTFS -> isBuiltIn("HOSTFS");
            case MODULES -> isBuiltIn("MODULES");
        };
    }

    /**
     * All features that it has.
     *
     * @return a new set
     * @throws KernelException if the program is missing, or does not answer as a kernel does within 20 seconds
     * @throws InterruptedException if the thread is interrupted
     */
    public Set<Feature> features() throws InterruptedException {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (supports(feature)) {
                features.add(feature);
            }
        }
        return features;
    }

    private boolean isBuiltIn(String option) throws InterruptedException {
        return config(option).filter("y"::equals).isPresent();
    }
}

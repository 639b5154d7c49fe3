package io.umlmachine.pbuilder;

import io.umlmachine.DebianKernel;
import java.nio.file.Path;

/** Which kernel a builder's machines boot, as {@link ConfigKey#UML_KERNEL} says. Immutable and thread-safe. */
public sealed interface KernelChoice {

    /**
     * The host's own, unless it is older than a build should wait for: then Debian's of {@code trixie}, which is downloaded
     * and verified when it is first needed, stays in this library's cache, and is looked for anew by {@link Pbuilder#update}.
     * With {@link PbuilderConfig#seccomp()} it is that of {@code forky}, the first to have that mode. If it cannot be had,
     * machines boot the host's, and the log says why. What the environment variable {@code UML_KERNEL} names is taken as
     * it is.
     *
     * <p>Older than 6.12 is too old: a build of {@code authbind} takes 1.6 times as long with Debian's 6.1 as with its 6.12,
     * because a build forks all the time, and 6.12 forks twice as fast. From 6.12 to 7.2 it is a seventh.
     */
    record Automatic() implements KernelChoice {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The host's own: {@link io.umlmachine.UmlKernel#locate()}. */
    record OfHost() implements KernelChoice {
        @Override
        public String toString() {
            return "host";
        }
    }

    /**
     * That of a Debian suite: {@link io.umlmachine.UmlKernel#fromDebian}.
     *
     * @param name the suite's name, such as {@code forky}
     */
    record OfSuite(String name) implements KernelChoice {
        /**
         * Looks at the name.
         *
         * @param name the suite's name
         * @throws IllegalArgumentException if it cannot be a suite's
         */
        public OfSuite {
            DebianKernel.of(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A program.
     *
     * @param path where it is, absolute
     */
    record OfFile(Path path) implements KernelChoice {
        /**
         * Makes the path absolute.
         *
         * @param path where it is
         */
        public OfFile {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * Reads a choice as configuration files write it. The choice's {@code toString} writes it.
     *
     * @param text {@code auto}, {@code host}, the name of a suite, or a path, which holds a slash
     * @return the choice
     * @throws IllegalArgumentException if it is none of these
     */
    static KernelChoice parse(String text) {
        if (text.contains("/")) {
            return new OfFile(Path.of(text));
        }
        return switch (text) {
            case "auto" -> new Automatic();
            case "host" -> new OfHost();
            default -> suite(text);
        };
    }

    private static KernelChoice suite(String text) {
        try {
            return new OfSuite(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no kernel: write auto, host, a suite such as forky, or a path with a slash", e);
        }
    }
}

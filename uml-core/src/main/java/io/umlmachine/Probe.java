package io.umlmachine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was looked for on the host, and what was found. Immutable and thread-safe.
 *
 * @param subject what was looked for
 * @param found whether it is there and can be used
 * @param path where it is, if it has a place
 * @param detail its version or size; what is wrong, if it was not found
 * @param fix the one command that mends it; empty if it was found
 */
public record Probe(Subject subject, boolean found, Optional<Path> path, String detail, String fix) {

    /** What a host is asked for. */
    public enum Subject {
        /** The kernel, Debian's {@code linux.uml}. */
        KERNEL("linux.uml", true),
        /** {@code setpriv} of util-linux, which ties a kernel's life to this program's. */
        SETPRIV("setpriv", true),
        /** {@code setsid} of util-linux, which gives each helper a session by which it can be found again. */
        SETSID("setsid", true),
        /** {@code taskset} of util-linux, which keeps a machine on one CPU. */
        TASKSET("taskset", true),
        /** A directory for guest memory: writable, and mounted without noexec. */
        MEMORY("guest memory", true),
        /** A private directory for sockets and locks, with a path short enough for sockets. */
        RUNTIME("runtime directory", true),
        /** Room for overlay disks and images. */
        DISK("disk space", true),
        /** {@code slirp4netns}, for networks. */
        SLIRP4NETNS("slirp4netns", false),
        /** {@code e2fsck}, which checks the images that are made. */
        E2FSCK("e2fsck", false),
        /** {@code fakeroot}, for images made by an ordinary user with debootstrap. */
        FAKEROOT("fakeroot", false),
        /** {@code debootstrap}, the one way to make images; without it, that of the archive is used. */
        DEBOOTSTRAP("debootstrap", false),
        /** {@code mmdebstrap}, the faster way to make images. */
        MMDEBSTRAP("mmdebstrap", false),
        /** Debian's keyring, for kernels and images from Debian's archive. */
        KEYRING("Debian's keyring", false);

        private final String label;
        private final boolean forMachines;

        Subject(String label, boolean forMachines) {
            this.label = label;
            this.forMachines = forMachines;
        }

        /**
         * The subject's name.
         *
         * @return as people know it, such as {@code linux.uml}
         */
        public String label() {
            return label;
        }

        /**
         * Whether no machine boots without it; the others are needed for networks or images.
         *
         * @return true if every machine needs it
         */
        public boolean forMachines() {
            return forMachines;
        }
    }

    /** One line: what, where or why not, and the mend. */
    @Override
    public String toString() {
        return subject.label() + ": "
                + (found
                        ? path.map(Path::toString).orElse("yes") + (detail.isEmpty() ? "" : " (" + detail + ")")
                        : detail + "; mend with: " + fix);
    }
}

package io.umlmachine;

import java.util.Optional;

/**
 * What is PID 1 of a machine. Immutable and thread-safe.
 *
 * <p>With an init of the image, the agent of this library sets the machine up first: the file systems that every Linux
 * has, the host name, {@code /etc/hostname} and {@code /etc/resolv.conf} with it, the network, a tmpfs. Then it lets init
 * become PID 1 and goes on beside it, in a session of its own, so that commands and copies work as ever, from the very
 * beginning of init's own work; {@code systemctl is-system-running --wait} tells when systemd has finished.
 *
 * <p>A machine whose disk outlives it, and one that is rebooted, is powered off through its init: systemd is signalled,
 * any other is asked by {@code /sbin/poweroff}. An init that has not done so within 40 seconds (or within half the
 * machine's boot timeout, if that is less) is not waited for any longer: everything is killed, and the disk written out.
 * A machine whose disk goes with it is switched off at once.
 */
public sealed interface Init {

    /** The agent stays PID 1: the machine runs what it is told to run and nothing else. Boots fastest; the default. */
    Init AGENT = new Agent();

    /** The image's own {@code /sbin/init}: systemd, if the image has the package systemd-sysv. */
    Init SYSTEM = program("/sbin/init");

    /**
     * A program of the image.
     *
     * @param path its absolute path in the guest
     * @return the init
     * @throws IllegalArgumentException if the path is not absolute, or holds a NUL character
     */
    static Init program(String path) {
        return new Program(path);
    }

    /**
     * The program that becomes PID 1.
     *
     * @return its path in the guest, or empty if the agent stays
     */
    Optional<String> path();

    /** The agent itself. */
    record Agent() implements Init {
        @Override
        public Optional<String> path() {
            return Optional.empty();
        }
    }

    /**
     * A program of the image.
     *
     * @param program its absolute path in the guest
     */
    record Program(String program) implements Init {
        /**
         * Checks the path.
         *
         * @param program its absolute path in the guest
         */
        public Program {
            if (!program.startsWith("/") || program.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "An init must be an absolute path of the guest, not '" + program.replace('\0', '?') + "'");
            }
        }

        @Override
        public Optional<String> path() {
            return Optional.of(program);
        }
    }
}

package io.umlmachine;

import java.util.OptionalInt;

/**
 * How a process in the guest ended: by exiting, or by a signal. Immutable and thread-safe.
 *
 * @param code the exit code, 0 to 255; for a death by signal {@code n}, {@code 128 + n} as shells report it
 * @param signal the signal that killed the process, if one did
 */
public record ExitStatus(int code, OptionalInt signal) {

    private static final int SIGNAL_BASE = 128;

    /**
     * The status of a process that exited.
     *
     * @param code its exit code, 0 to 255
     * @return the status
     */
    public static ExitStatus exited(int code) {
        return new ExitStatus(code, OptionalInt.empty());
    }

    /**
     * The status of a process that a signal killed.
     *
     * @param signal the signal's number, as in signal(7)
     * @return the status
     */
    public static ExitStatus killed(int signal) {
        return new ExitStatus(SIGNAL_BASE + signal, OptionalInt.of(signal));
    }

    /**
     * Whether the process exited with code 0.
     *
     * @return true for success
     */
    public boolean success() {
        return code == 0;
    }

    /** The status in words: {@code exit code 3} or {@code killed by signal 9}. */
    @Override
    public String toString() {
        return signal.isPresent() ? "killed by signal " + signal.getAsInt() : "exit code " + code;
    }
}

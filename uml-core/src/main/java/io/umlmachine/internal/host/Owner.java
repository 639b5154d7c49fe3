package io.umlmachine.internal.host;

import java.util.Optional;

/**
 * A process that owns directories, as their names tell. The start time tells it from an earlier process with the same id,
 * which containers give out again and again. Immutable and thread-safe.
 *
 * @param pid its id
 * @param startTime when it started, in clock ticks after the host's boot
 */
record Owner(long pid, long startTime) {

    private static final Owner SELF =
            new Owner(ProcessTable.self().pid(), ProcessTable.self().startTime());

    static Owner self() {
        return SELF;
    }

    /** The start of a directory's name: short, because sockets' paths are. */
    String format() {
        return Long.toString(pid, Character.MAX_RADIX) + "-" + Long.toString(startTime, Character.MAX_RADIX);
    }

    /** The owner that a directory's name tells, if it is such a name. */
    static Optional<Owner> of(String directoryName) {
        String[] words = directoryName.split("-", -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(
                    Long.parseLong(words[0], Character.MAX_RADIX), Long.parseLong(words[1], Character.MAX_RADIX)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return ProcessTable.find(pid)
                .filter(entry -> entry.startTime() == startTime)
                .isPresent();
    }
}

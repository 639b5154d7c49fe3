package io.umlmachine.image;

import io.umlmachine.ComponentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An image could not be made. Nothing is left of the attempt but its log, whose place the message tells. */
public final class ImageException extends ComponentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LINES = 25;

    private final transient Facts facts;

    /**
     * What is known about a failure.
     *
     * @param failure why
     * @param phase the phase that failed
     * @param commandLine the program of the host or the guest that failed; empty if none did
     * @param exitStatus how that program ended, if it did by itself
     * @param logTail the last lines of output
     * @param log where the whole log is kept, if there is one
     */
    public record Facts(
            ImageFailure failure,
            ImagePhase phase,
            List<String> commandLine,
            OptionalInt exitStatus,
            String logTail,
            Optional<Path> log) {

        /**
         * Copies the list.
         *
         * @param failure why
         * @param phase the phase that failed
         * @param commandLine the program of the host or the guest that failed; empty if none did
         * @param exitStatus how that program ended, if it did by itself
         * @param logTail the last lines of output
         * @param log where the whole log is kept, if there is one
         */
        public Facts {
            commandLine = List.copyOf(commandLine);
        }

        /**
         * A failure of no program.
         *
         * @param failure why
         * @param phase the phase that failed
         * @return these two and nothing more
         */
        public static Facts of(ImageFailure failure, ImagePhase phase) {
            return new Facts(failure, phase, List.of(), OptionalInt.empty(), "", Optional.empty());
        }
    }

    /**
     * A failure.
     *
     * @param what what happened, and what to do if that is known
     * @param facts what is known about it
     */
    public ImageException(String what, Facts facts) {
        super(describe(what, facts));
        this.facts = facts;
    }

    /**
     * A failure with its cause.
     *
     * @param what what happened, and what to do if that is known
     * @param facts what is known about it
     * @param cause what led to it
     */
    public ImageException(String what, Facts facts, Throwable cause) {
        super(describe(what, facts), cause);
        this.facts = facts;
    }

    /**
     * Why it failed.
     *
     * @return the kind of failure
     */
    public ImageFailure failure() {
        return facts.failure();
    }

    /**
     * The phase that failed.
     *
     * @return the phase
     */
    public ImagePhase phase() {
        return facts.phase();
    }

    /**
     * The program of the host or the guest that failed, with its arguments.
     *
     * @return an unmodifiable list, empty if no program failed
     */
    public List<String> commandLine() {
        return facts.commandLine();
    }

    /**
     * How that program ended.
     *
     * @return its exit code, or 128 + n for a death by signal n; empty if no program failed, or it was stopped
     */
    public OptionalInt exitStatus() {
        return facts.exitStatus();
    }

    /**
     * The last lines of output.
     *
     * @return lines apart by newlines; empty if there was no output
     */
    public String logTail() {
        return facts.logTail();
    }

    /**
     * Where the whole log is.
     *
     * @return a file in the store; empty if the failure came before the first line of a log
     */
    public Optional<Path> log() {
        return facts.log();
    }

    private static String describe(String what, Facts facts) {
        StringBuilder text = new StringBuilder("Phase '" + facts.phase().label() + "': " + what);
        facts.exitStatus()
                .ifPresent(status -> text.append("; it ended with status ").append(status));
        if (!facts.commandLine().isEmpty()) {
            text.append("\n--- command: ").append(String.join(" ", facts.commandLine()));
        }
        List<String> lines = facts.logTail().lines().toList();
        if (!lines.isEmpty()) {
            text.append("\n--- output:");
            lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
                    .forEach(line -> text.append("\n    ").append(line));
        }
        facts.log().ifPresent(log -> text.append("\n--- the whole log: ").append(log));
        return text.toString();
    }
}

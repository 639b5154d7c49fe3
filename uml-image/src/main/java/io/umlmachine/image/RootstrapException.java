package io.umlmachine.image;

import io.umlmachine.ComponentException;
import io.umlmachine.net.NetworkConfigException.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A rootstrap.conf that cannot be used: its message names every problem with its file and line. */
public final class RootstrapException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * A configuration with problems.
     *
     * @param problems all that were found, at least one
     */
    public RootstrapException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * A file that cannot be read as configuration.
     *
     * @param message what is wrong, with file and line
     * @param cause what led to it
     */
    RootstrapException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
    }

    /**
     * Everything that is wrong with settings.
     *
     * @return an unmodifiable list; empty only if the file could not be read as settings at all, which the message says
     */
    public List<Problem> problems() {
        return problems;
    }
}

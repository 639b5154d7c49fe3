package io.umlmachine.pbuilder;

import io.umlmachine.ComponentException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: its message names every problem with the place it comes from. */
public final class ConfigException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param origin where it stands
     * @param message what is wrong, and what to write instead
     */
    public record Problem(Origin origin, String message) {
        @Override
        public String toString() {
            return origin + ": " + message;
        }
    }

    /**
     * A configuration with problems.
     *
     * @param problems all that were found, at least one
     */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * A configuration with one problem.
     *
     * @param origin where it stands
     * @param message what is wrong, and what to write instead
     */
    public ConfigException(Origin origin, String message) {
        this(List.of(new Problem(origin, message)));
    }

    /**
     * Everything that is wrong.
     *
     * @return an unmodifiable list, never empty
     */
    public List<Problem> problems() {
        return problems;
    }
}

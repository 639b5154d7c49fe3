package io.umlmachine.net;

import io.umlmachine.ComponentException;
import java.util.List;
import java.util.stream.Collectors;

/** A network's configuration that cannot be used: its message names every problem with the place it comes from. */
public final class NetworkConfigException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param setting the key with its value and where it stands
     * @param message what is wrong with it, and what to write instead
     */
    public record Problem(NetworkConfig.Setting setting, String message) {
        /** As in {@code pbuilder-uml.conf:3: UML_GATEWAY=10.0.0.1: the gateway is not …}. */
        @Override
        public String toString() {
            return setting.origin() + ": " + setting.key() + "=" + setting.value() + ": " + message;
        }
    }

    /**
     * A configuration with problems.
     *
     * @param problems all that were found, at least one
     */
    public NetworkConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * A file that cannot be read as configuration.
     *
     * @param message what is wrong, with file and line
     * @param cause what led to it
     */
    NetworkConfigException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
    }

    /**
     * Everything that is wrong with settings.
     *
     * @return an unmodifiable list; empty only if a file could not be read as settings at all, which the message says
     */
    public List<Problem> problems() {
        return problems;
    }
}

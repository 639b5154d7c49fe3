package io.umlmachine;

import java.util.List;
import java.util.stream.Collectors;

/** The host lacks something that was needed. The message names each thing and the command that mends it. */
public final class HostException extends UmlException {

    private static final long serialVersionUID = 1L;

    private final transient List<Probe> missing;

    /**
     * What the host lacks.
     *
     * @param missing the failed probes, at least one
     */
    public HostException(List<Probe> missing) {
        super("This host cannot do what was asked:\n"
                + missing.stream().map(probe -> "  " + probe).collect(Collectors.joining("\n")));
        this.missing = List.copyOf(missing);
    }

    /**
     * The probes that failed.
     *
     * @return an unmodifiable list
     */
    public List<Probe> missing() {
        return missing;
    }
}

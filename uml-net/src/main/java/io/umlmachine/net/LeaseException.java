package io.umlmachine.net;

import io.umlmachine.ComponentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An address, a tap or a hardware address is not to be had: others hold it. */
public final class LeaseException extends ComponentException {

    private static final long serialVersionUID = 1L;

    /** How many holders the message names. */
    private static final int NAMED = 8;

    private final transient Map<String, LeaseHolder> holders;

    /**
     * What is not to be had.
     *
     * @param what happened, a sentence without its full stop
     * @param holders who holds what, as far as it could be found out
     * @param advice what to do
     */
    public LeaseException(String what, Map<String, LeaseHolder> holders, String advice) {
        super(what + (holders.isEmpty() ? "" : ": " + describe(holders)) + "; " + advice);
        this.holders = Collections.unmodifiableMap(new LinkedHashMap<>(holders));
    }

    private static String describe(Map<String, LeaseHolder> holders) {
        String named = holders.entrySet().stream()
                .limit(NAMED)
                .map(entry -> entry.getKey() + " is held by " + entry.getValue())
                .collect(Collectors.joining(", "));
        return holders.size() <= NAMED ? named : named + ", and " + (holders.size() - NAMED) + " more";
    }

    /**
     * Who holds what was wanted. A holder that ended in the meantime is missing.
     *
     * @return an unmodifiable map from the address, tap or hardware address
     */
    public Map<String, LeaseHolder> holders() {
        return holders;
    }
}

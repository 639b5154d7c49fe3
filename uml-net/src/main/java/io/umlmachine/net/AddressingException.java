package io.umlmachine.net;

import io.umlmachine.ComponentException;
import java.util.List;
import java.util.stream.Collectors;

/** The addresses of a machine's network contradict each other, or one is missing. Nothing was started. */
public final class AddressingException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /** What has a value that can be wrong. */
    public enum Setting {
        /** The guest's address, or the pool that it comes from. */
        ADDRESS,
        /** The netmask, or the length of the prefix. */
        NETMASK,
        /** The network's own address. */
        NETWORK,
        /** The network's broadcast address. */
        BROADCAST,
        /** The router of the guest's default route. */
        GATEWAY,
        /** The host's address on the tap. */
        HOST_ADDRESS,
        /** The guest's name servers and search domains. */
        NAMESERVERS
    }

    /**
     * One thing that is wrong. Immutable and thread-safe.
     *
     * @param settings what does not go together; one alone is wrong by itself or missing
     * @param explanation a sentence with their values, without its full stop
     */
    public record Mistake(List<Setting> settings, String explanation) {

        /**
         * Copies the list.
         *
         * @param settings what does not go together
         * @param explanation a sentence with their values
         */
        public Mistake {
            settings = List.copyOf(settings);
        }

        @Override
        public String toString() {
            return explanation;
        }
    }

    /**
     * All that is wrong.
     *
     * @param mistakes at least one
     */
    public AddressingException(List<Mistake> mistakes) {
        super("The network's addresses do not go together:\n"
                + mistakes.stream().map(mistake -> "  " + mistake.explanation()).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * What is wrong.
     *
     * @return an unmodifiable list
     */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}

package io.umlmachine.net.internal.tap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a machine's tap comes from. */
public sealed interface TapSource {

    /** From the program {@code uml_net}, which the machine's kernel calls. */
    TapSource UML_NET = new UmlNet();

    /**
     * From the host.
     *
     * @param names the taps, of which one is taken
     */
    record Existing(List<String> names) implements TapSource {}

    /**
     * From this program.
     *
     * @param name the tap's name, or empty for one that is free
     */
    record Made(Optional<String> name) implements TapSource {}

    /** See {@link #UML_NET}. */
    record UmlNet() implements TapSource {}

    /**
     * Taps of the host.
     *
     * @throws IllegalArgumentException if there is none, or no device can have such a name
     */
    static TapSource existing(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("No tap was named");
        }
        names.forEach(DeviceName::check);
        return new Existing(List.copyOf(new LinkedHashSet<>(names)));
    }

    /**
     * A new tap.
     *
     * @throws IllegalArgumentException if no device can have that name
     */
    static TapSource made(Optional<String> name) {
        name.ifPresent(DeviceName::check);
        return new Made(name);
    }

    /** What the host's kernel takes for a name, without what has a meaning on the kernel command line. */
    final class DeviceName {
        private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

        private DeviceName() {}

        private static void check(String name) {
            if (!FORMAT.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException(
                        "Not the name of a network device, which has 1 to 15 letters, digits, '_', '.' and '-': '"
                                + name + "'");
            }
        }
    }
}

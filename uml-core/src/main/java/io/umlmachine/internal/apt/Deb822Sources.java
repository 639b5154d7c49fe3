package io.umlmachine.internal.apt;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads apt's stanza format, as sources.list(5) describes it. */
public final class Deb822Sources {

    /** What apt's StringToBool takes for false. */
    private static final Set<String> FALSE = Set.of("no", "false", "without", "off", "disable", "0");

    private Deb822Sources() {}

    /**
     * Reads a whole file.
     *
     * @return an entry for each combination of type, URI and suite of the stanzas that are enabled
     * @throws Deb822Exception naming the line that is wrong
     */
    public static List<AptEntry> parse(String text) throws Deb822Exception {
        List<AptEntry> entries = new ArrayList<>();
        for (Stanza stanza : Deb822.parse(text)) {
            if (isEnabled(stanza)) {
                addAll(stanza, entries);
            }
        }
        return List.copyOf(entries);
    }

    private static boolean isEnabled(Stanza stanza) {
        return stanza.get("Enabled")
                .map(value -> !FALSE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private static void addAll(Stanza stanza, List<AptEntry> entries) throws Deb822Exception {
        for (String required : List.of("Types", "URIs", "Suites")) {
            stanza.require(required);
        }
        for (String type : stanza.words("Types")) {
            for (String uri : stanza.words("URIs")) {
                for (String suite : stanza.words("Suites")) {
                    entries.add(new AptEntry(type, uri, suite, stanza.words("Components"), stanza.get("Signed-By")));
                }
            }
        }
    }
}

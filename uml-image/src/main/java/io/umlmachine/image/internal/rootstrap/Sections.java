package io.umlmachine.image.internal.rootstrap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which keys a section of rootstrap.conf has. Each section but {@code [global]} is a module's; a key of {@code [global]}
 * reaches every module, unless the module's own section sets it too. A file without sections is all {@code [global]}. Names:
 * rootstrap(1).
 */
final class Sections {

    static final String GLOBAL = "global";
    static final String NETWORK = "network";
    static final String DEBIAN = "debian";
    static final String UML = "uml";

    /** Where the lines before the first section header are. */
    static final String HEADLESS = "";

    static final List<String> NETWORK_KEYS = List.of(
            "transport",
            "interface",
            "gateway",
            "mirror",
            "host",
            "uml",
            "netmask",
            "domain",
            "nameserver",
            "hostname",
            "slirp");

    private static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put(GLOBAL, List.of("fstype", "initialsize", "freespace", "modules", "PATH", "http_proxy", "umlargs"));
        KEYS.put(NETWORK, NETWORK_KEYS);
        KEYS.put(DEBIAN, List.of("dist", "mirror", "include", "exclude", "install", "purge", "http_proxy"));
        KEYS.put(UML, List.of("install_modules"));
    }

    private Sections() {}

    /** What is wrong with a key in a section, if anything is. */
    static Optional<String> objection(String section, String key) {
        Optional<String> owner = owner(key);
        if (isGlobal(section)) {
            return owner.isPresent() ? Optional.empty() : Optional.of("no key of rootstrap.conf that is known here");
        }
        List<String> keys = KEYS.get(section);
        if (keys == null) {
            return Optional.of("[" + section + "] is no section that is known here; there are " + names());
        }
        if (keys.contains(key)) {
            return Optional.empty();
        }
        return Optional.of(owner.map(home -> "a key of [" + home + "], not of [" + section + "]")
                .orElse("no key of [" + section + "], which are " + String.join(", ", keys)));
    }

    static boolean isGlobal(String section) {
        return section.equals(HEADLESS) || section.equals(GLOBAL);
    }

    private static Optional<String> owner(String key) {
        return KEYS.entrySet().stream()
                .filter(section -> section.getValue().contains(key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String names() {
        return "[" + String.join("], [", KEYS.keySet()) + "]";
    }
}

package io.umlmachine.image;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The configuration of an image's system. Immutable and thread-safe.
 *
 * @param hostname the name in {@code /etc/hostname}
 * @param locale the locale in {@code /etc/default/locale}
 * @param aptOptions options of apt with their values
 */
public record GuestSettings(String hostname, Optional<String> locale, SortedMap<String, String> aptOptions) {

    private static final Pattern HOSTNAME = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final int LONGEST_HOSTNAME = 64;
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]+(_[A-Z]+)?(\\.[A-Za-z0-9-]+)?(@[a-z]+)?");
    private static final Pattern APT_OPTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:/._-]*");

    /** The host name {@code debian}, and nothing else. */
    public static final GuestSettings DEFAULT = new GuestSettings("debian", Optional.empty(), new TreeMap<>());

    /**
     * Checks each part: they end up in configuration files and on command lines.
     *
     * @param hostname the name in {@code /etc/hostname}
     * @param locale the locale in {@code /etc/default/locale}
     * @param aptOptions options of apt with their values
     * @throws IllegalArgumentException if a part is not what it should be
     */
    public GuestSettings {
        if (hostname.length() > LONGEST_HOSTNAME || !HOSTNAME.matcher(hostname).matches()) {
            throw new IllegalArgumentException("Not a host name: '" + hostname + "'");
        }
        locale.ifPresent(name -> {
            if (!LOCALE.matcher(name).matches()) {
                throw new IllegalArgumentException("Not the name of a locale: '" + name + "'");
            }
        });
        for (Map.Entry<String, String> option : aptOptions.entrySet()) {
            if (!APT_OPTION.matcher(option.getKey()).matches()) {
                throw new IllegalArgumentException("Not the name of an option of apt: '" + option.getKey() + "'");
            }
            if (option.getValue().chars().anyMatch(c -> c < ' ' || c == '"')) {
                throw new IllegalArgumentException("The value of apt's option " + option.getKey()
                        + " has a quote or a control character: '" + option.getValue() + "'");
            }
        }
        aptOptions = Collections.unmodifiableSortedMap(new TreeMap<>(aptOptions));
    }
}

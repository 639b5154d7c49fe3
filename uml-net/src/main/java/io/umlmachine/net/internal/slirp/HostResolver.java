package io.umlmachine.net.internal.slirp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's resolver, as resolv.conf(5) describes its file. Immutable and thread-safe.
 *
 * @param searchDomains the domains in which short names are looked up
 */
public record HostResolver(List<String> searchDomains) {

    private static final Logger LOG = LoggerFactory.getLogger(HostResolver.class);
    /** What goes into a guest's file is nothing but names. */
    public static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

    private static final Path FILE = Path.of("/etc/resolv.conf");

    /** As it is now; without domains if the file cannot be read. */
    static HostResolver now() {
        try {
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            LOG.debug("No search domains from {}", FILE, e);
            return new HostResolver(List.of());
        }
    }

    /** Of several {@code search} and {@code domain} lines the last one counts; a lone dot is the root. */
    static HostResolver parse(String text) {
        List<String> domains = List.of();
        for (String line : text.split("\n")) {
            String[] words = line.strip().split("[ \t]+");
            if (words.length > 1 && (words[0].equals("search") || words[0].equals("domain"))) {
                int end = words[0].equals("search") ? words.length : 2;
                domains = List.of(words).subList(1, end).stream()
                        .filter(domain -> DOMAIN.matcher(domain).matches())
                        .toList();
            }
        }
        return new HostResolver(List.copyOf(domains));
    }
}

package io.umlmachine.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An archive of binary packages that an image is made from and that its apt uses. Immutable and thread-safe.
 *
 * @param uri where the archive is, by HTTP or HTTPS
 * @param suite the suite, such as {@code bookworm} or {@code bookworm-security}
 * @param components the components, such as {@code main}; at least one
 * @param keyring the keyring that must have signed it; empty for that of the image
 */
public record AptSource(String uri, String suite, List<String> components, Optional<Path> keyring) {

    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Checks each part: they end up in configuration files and on command lines.
     *
     * @param uri where the archive is, by HTTP or HTTPS
     * @param suite the suite
     * @param components the components
     * @param keyring the keyring that must have signed it; empty for that of the image
     * @throws IllegalArgumentException if a part is not what it should be
     */
    public AptSource {
        checkUri(uri);
        checkSuite(suite);
        components = checkComponents(components);
        keyring = keyring.map(AptSource::checkKeyring);
    }

    /**
     * An archive that the image's keyring is for.
     *
     * @param uri where the archive is, by HTTP or HTTPS
     * @param suite the suite
     * @param components the components
     * @throws IllegalArgumentException if a part is not what it should be
     */
    public AptSource(String uri, String suite, List<String> components) {
        this(uri, suite, components, Optional.empty());
    }

    /**
     * The same archive with a keyring of its own.
     *
     * @param file the keyring
     * @return the archive
     */
    public AptSource signedBy(Path file) {
        return new AptSource(uri, suite, components, Optional.of(file));
    }

    /**
     * The entry as a line of {@code sources.list}.
     *
     * @param keyring the keyring, as a path, that must have signed the archive
     * @return one line, without a newline
     */
    public String toLine(String keyring) {
        return "deb [signed-by=" + keyring + "] " + uri + " " + suite + " " + String.join(" ", components);
    }

    /** The entry as a line of {@code sources.list}, signed by any key that apt trusts. */
    @Override
    public String toString() {
        return "deb " + uri + " " + suite + " " + String.join(" ", components);
    }

    boolean isEncrypted() {
        return uri.startsWith("https:");
    }

    static void checkUri(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getHost() == null || !SCHEMES.contains(parsed.getScheme())) {
                throw new IllegalArgumentException(
                        "A mirror is an address like http://mirror.example/debian, not '" + uri + "'");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("A mirror's address is malformed: '" + uri + "'", e);
        }
    }

    /** A line of configuration is to hold it. */
    static Path checkKeyring(Path keyring) {
        Path absolute = keyring.toAbsolutePath();
        if (absolute.toString().chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("The path of a keyring has a control character: '" + keyring + "'");
        }
        return absolute;
    }

    static void checkSuite(String suite) {
        if (!SUITE.matcher(suite).matches()) {
            throw new IllegalArgumentException("Not the name of a suite: '" + suite + "'");
        }
    }

    static List<String> checkComponents(List<String> components) {
        if (components.isEmpty()) {
            throw new IllegalArgumentException("At least one component is needed, such as main");
        }
        for (String component : components) {
            if (!COMPONENT.matcher(component).matches()) {
                throw new IllegalArgumentException("Not the name of a component: '" + component + "'");
            }
        }
        return List.copyOf(components);
    }
}

package io.umlmachine.internal.apt;

import java.util.List;
import java.util.Optional;

/**
 * One archive that apt is told to use: what a one-line entry says, or one of the combinations of types, URIs and suites
 * that a stanza stands for. Immutable and thread-safe.
 *
 * @param type {@code deb} or {@code deb-src}
 * @param uri where the archive is
 * @param suite the suite, or a path that ends with a slash for an archive without suites
 * @param components the components, none for an archive without suites
 * @param signedBy the keyrings that must have signed it, as written there, if any are named
 */
public record AptEntry(String type, String uri, String suite, List<String> components, Optional<String> signedBy) {

    /** Copies the list. */
    public AptEntry {
        components = List.copyOf(components);
    }

    AptEntry withSuite(String other) {
        return new AptEntry(type, uri, other, components, signedBy);
    }

    /** Whether it offers binary packages over HTTP, which a guest can reach as well as the host. */
    boolean isRemoteBinary() {
        return type.equals("deb") && (uri.startsWith("http://") || uri.startsWith("https://"));
    }

    /** Whether its signatures may be Debian's: it asks for Debian's keyring, or for none in particular. */
    boolean mayBeDebian() {
        return signedBy.isEmpty() || isDebian();
    }

    /** Whether its signatures must be Debian's. */
    boolean isDebian() {
        return signedBy.filter(keyring -> keyring.contains("debian-archive")).isPresent();
    }
}

package io.umlmachine.pbuilder.internal.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Addresses of files, as links have them. */
final class Links {

    private Links() {}

    /** From a page in a directory to a file; it begins with a dot, so that no name is taken for the scheme of an address. */
    static String relative(Path directory, Path file) {
        String path = directory
                .toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString();
        try {
            return new URI(null, null, path.startsWith("../") ? path : "./" + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Every relative path is an address: " + path, e);
        }
    }
}

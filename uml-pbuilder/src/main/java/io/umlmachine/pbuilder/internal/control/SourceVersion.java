package io.umlmachine.pbuilder.internal.control;

import io.umlmachine.internal.deb822.Stanza;
import java.util.regex.Pattern;

/**
 * The name and the version of a source package. Format: the policy manual, sections 5.6.1 and 5.6.12.
 *
 * @param source the name
 * @param version the version, with its epoch
 */
public record SourceVersion(String source, String version) {

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    private static final Pattern VERSION = Pattern.compile("(?:[0-9]+:)?[0-9A-Za-z][0-9A-Za-z.+~-]*");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the name or the version is none
     */
    public static SourceVersion of(String source, String version) {
        requireSource(source);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("'" + version + "' is no version");
        }
        return new SourceVersion(source, version);
    }

    /**
     * Checks a name alone.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String requireSource(String source) {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("'" + source + "' is no name of a source package");
        }
        return source;
    }

    /** What a .dsc or .changes file says. */
    public static SourceVersion of(Stanza stanza) throws ControlException {
        // In .changes of a binNMU, the source's own version follows its name in parentheses.
        String source = ControlFile.require(stanza, "Source").split("\\s+", 2)[0];
        try {
            return of(source, ControlFile.require(stanza, "Version"));
        } catch (IllegalArgumentException e) {
            throw new ControlException(e.getMessage(), e);
        }
    }

    /** A file of this version: names have no epoch. */
    public String fileName(String suffix) {
        return source + "_" + withoutEpoch() + suffix;
    }

    /** The version of the upstream source, as {@code dpkg-source} names its directory. */
    public String upstream() {
        String version = withoutEpoch();
        int revision = version.lastIndexOf('-');
        return revision < 0 ? version : version.substring(0, revision);
    }

    private String withoutEpoch() {
        return version.substring(version.indexOf(':') + 1);
    }
}

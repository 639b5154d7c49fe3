package io.umlmachine.image;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The packages of an image, as far as they differ from its variant's. Immutable and thread-safe.
 *
 * @param include those beyond the variant's, in alphabetical order
 * @param exclude those of the variant that are left out, in alphabetical order
 * @param installAfter those that are installed in the booted system, in alphabetical order
 * @param purge those that are removed at last, in alphabetical order
 */
public record PackageChoice(List<String> include, List<String> exclude, List<String> installAfter, List<String> purge) {

    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?");

    /** No difference. */
    public static final PackageChoice NONE = new PackageChoice(List.of(), List.of(), List.of(), List.of());

    /**
     * Checks the names and brings them into order.
     *
     * @param include those beyond the variant's
     * @param exclude those of the variant that are left out
     * @param installAfter those that are installed in the booted system
     * @param purge those that are removed at last
     * @throws IllegalArgumentException if one is no name of a package, or is both to be there and not to be there
     */
    public PackageChoice {
        include = ordered(include);
        exclude = ordered(exclude);
        installAfter = ordered(installAfter);
        purge = ordered(purge);
        Set<String> wanted = new TreeSet<>(include);
        wanted.addAll(installAfter);
        for (String name : wanted) {
            if (exclude.contains(name)) {
                throw new IllegalArgumentException("The package " + name + " is to be both installed and left out");
            }
        }
    }

    /**
     * Only packages beyond the variant's.
     *
     * @param include their names
     * @return the choice
     * @throws IllegalArgumentException if one is no name of a package
     */
    public static PackageChoice including(Collection<String> include) {
        return new PackageChoice(List.copyOf(include), List.of(), List.of(), List.of());
    }

    private static List<String> ordered(List<String> names) {
        for (String name : names) {
            if (!PACKAGE.matcher(name).matches()) {
                throw new IllegalArgumentException("Not the name of a package: '" + name + "'");
            }
        }
        return List.copyOf(new TreeSet<>(names));
    }
}

package io.umlmachine.pbuilder.internal.layer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What apt would change in a system. Immutable and thread-safe.
 *
 * @param installed the packages that it would install, as {@code NAME_VERSION_ARCHITECTURE}; in alphabetical order
 * @param removed the packages that it would remove; in alphabetical order
 * @param files the files that it would fetch, with sizes and digests: equal versions need not be equal packages
 */
public record Resolution(List<String> installed, List<String> removed, List<String> files) {

    /** {@code Inst NAME [OLD] (VERSION ORIGIN… [ARCHITECTURE])}, as {@code apt-get --simulate} prints it. */
    private static final Pattern INSTALL = Pattern.compile("Inst (\\S+)(?: \\[[^]]*])? \\((\\S+) .*\\[(\\S+)]\\).*");

    private static final Pattern REMOVE = Pattern.compile("(?:Remv|Purg) (\\S+).*");

    /** {@code 'URI' FILE SIZE DIGEST}, as {@code apt-get --print-uris} prints it. */
    private static final Pattern FILE = Pattern.compile("'[^']*' (\\S+ \\d+ \\S*:\\S+)");

    /** Copies the lists. */
    public Resolution {
        installed = List.copyOf(installed);
        removed = List.copyOf(removed);
        files = List.copyOf(files);
    }

    /**
     * Reads what apt says of the same command twice.
     *
     * @param simulation the output with {@code --simulate}
     * @param uris the output with {@code --print-uris}
     * @return the changes, or nothing if the two do not fit together
     */
    public static Optional<Resolution> parse(String simulation, String uris) {
        TreeSet<String> installed = new TreeSet<>();
        TreeSet<String> removed = new TreeSet<>();
        for (String line : simulation.split("\n")) {
            Matcher install = INSTALL.matcher(line);
            Matcher remove = REMOVE.matcher(line);
            if (install.matches()) {
                installed.add(install.group(1) + "_" + install.group(2) + "_" + install.group(3));
            } else if (remove.matches()) {
                removed.add(remove.group(1));
            } else if (line.startsWith("Inst ")) {
                return Optional.empty();
            }
        }
        TreeSet<String> files = new TreeSet<>();
        for (String line : uris.split("\n")) {
            Matcher file = FILE.matcher(line);
            if (file.matches()) {
                files.add(file.group(1));
            }
        }
        return files.size() == installed.size()
                ? Optional.of(new Resolution(List.copyOf(installed), List.copyOf(removed), List.copyOf(files)))
                : Optional.empty();
    }

    /** With what another one changes. */
    public Resolution and(Resolution other) {
        return new Resolution(
                union(installed, other.installed), union(removed, other.removed), union(files, other.files));
    }

    private static List<String> union(List<String> one, List<String> other) {
        TreeSet<String> union = new TreeSet<>(one);
        union.addAll(other);
        return List.copyOf(union);
    }

    /**
     * Whether this is what has happened.
     *
     * @param before the packages that were there, as {@code NAME_VERSION_ARCHITECTURE}
     * @param after those that are there now
     */
    public boolean explains(Set<String> before, Set<String> after) {
        // A package of another architecture than the system's is NAME:ARCHITECTURE to apt.
        Set<String> expected = installed.stream()
                .map(name -> name.replaceFirst(":[a-z0-9-]+_", "_"))
                .collect(Collectors.toSet());
        Set<String> came = new HashSet<>(after);
        came.removeAll(before);
        return after.containsAll(expected) && expected.containsAll(came);
    }

    /** All of it; a word of apt's holds no newline. */
    String canonical() {
        return String.join("\n", installed) + "\n--\n" + String.join("\n", removed) + "\n--\n"
                + String.join("\n", files) + "\n";
    }
}

package io.umlmachine.pbuilder.internal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between a package of two builds, of which one may not have it.
 *
 * @param name the package
 * @param before what it was
 * @param after what it is
 */
record PackageChange(String name, Optional<PackageFacts> before, Optional<PackageFacts> after) {

    /** Debian Policy 7.1: relations to other packages, which are apart by commas; their order says nothing. */
    private static final Set<String> RELATIONS = Set.of(
            "Pre-Depends",
            "Depends",
            "Recommends",
            "Suggests",
            "Enhances",
            "Breaks",
            "Conflicts",
            "Replaces",
            "Provides",
            "Built-Using",
            "Static-Built-Using");

    /** The version is told apart, and the size is that of the files. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of("Package", "Version", "Installed-Size", "Build-Ids");

    /**
     * A thing of which one build has this and the other that.
     *
     * @param name what it is
     * @param before empty if it is new
     * @param after empty if it is gone
     */
    record Change(String name, Optional<String> before, Optional<String> after) {}

    /** Compares the packages of two builds; all of them, in the order of their names. */
    static List<PackageChange> between(List<PackageFacts> before, List<PackageFacts> after) {
        Map<String, PackageFacts> old = byName(before);
        Map<String, PackageFacts> now = byName(after);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .map(name ->
                        new PackageChange(name, Optional.ofNullable(old.get(name)), Optional.ofNullable(now.get(name))))
                .toList();
    }

    private static Map<String, PackageFacts> byName(List<PackageFacts> packages) {
        Map<String, PackageFacts> map = new TreeMap<>();
        packages.forEach(made -> map.put(made.name(), made));
        return map;
    }

    boolean isSame() {
        return before.isPresent()
                && after.isPresent()
                && before.get().version().equals(after.get().version())
                && before.get().size() == after.get().size()
                && fields().isEmpty()
                && files().isEmpty();
    }

    /** What differs of the control files, but the version: of a relation the parts that do. */
    List<Change> fields() {
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        for (Change change : changes(before.get().fields(), after.get().fields())) {
            if (RELATIONS.contains(change.name())) {
                Set<String> old = parts(change.before());
                Set<String> now = parts(change.after());
                Set<String> gone = new LinkedHashSet<>(old);
                gone.removeAll(now);
                now.removeAll(old);
                gone.forEach(part -> changes.add(new Change(change.name(), Optional.of(part), Optional.empty())));
                now.forEach(part -> changes.add(new Change(change.name(), Optional.empty(), Optional.of(part))));
            } else if (!TOLD_ELSEWHERE.contains(change.name())) {
                changes.add(change);
            }
        }
        return changes;
    }

    /** What differs of the files: sizes, and where links lead. */
    List<Change> files() {
        return before.isEmpty() || after.isEmpty()
                ? List.of()
                : changes(before.get().files(), after.get().files());
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, Change> changes = new TreeMap<>();
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (String key : all.keySet()) {
            Change change = new Change(key, Optional.ofNullable(before.get(key)), Optional.ofNullable(after.get(key)));
            if (!change.before().equals(change.after())) {
                changes.put(key, change);
            }
        }
        return List.copyOf(changes.values());
    }

    private static Set<String> parts(Optional<String> relation) {
        Set<String> parts = new LinkedHashSet<>();
        Arrays.stream(relation.orElse("").split(","))
                .map(part -> part.strip().replaceAll("\\s+", " "))
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        return parts;
    }
}

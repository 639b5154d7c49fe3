package io.umlmachine.image;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What differs between the packages of two generations. Immutable and thread-safe.
 *
 * @param added packages that only the later one has, with their versions
 * @param removed packages that only the earlier one has, with their versions
 * @param changed packages that both have, in different versions
 */
public record PackageChanges(
        SortedMap<String, String> added, SortedMap<String, String> removed, SortedMap<String, Versions> changed) {

    /**
     * Copies the maps.
     *
     * @param added packages that only the later one has, with their versions
     * @param removed packages that only the earlier one has, with their versions
     * @param changed packages that both have, in different versions
     */
    public PackageChanges {
        added = Collections.unmodifiableSortedMap(new TreeMap<>(added));
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
    }

    /**
     * The two versions of a package.
     *
     * @param before that of the earlier generation
     * @param after that of the later one
     */
    public record Versions(String before, String after) {

        /** Both, such as {@code 1.0-1 -> 1.0-2}. */
        @Override
        public String toString() {
            return before + " -> " + after;
        }
    }

    /**
     * Compares the packages of two generations, of the same image or of any two.
     *
     * @param before those of the earlier one, with their versions
     * @param after those of the later one
     * @return what differs
     */
    public static PackageChanges between(SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedMap<String, String> added = new TreeMap<>(after);
        added.keySet().removeAll(before.keySet());
        SortedMap<String, String> removed = new TreeMap<>(before);
        removed.keySet().removeAll(after.keySet());
        SortedMap<String, Versions> changed = new TreeMap<>();
        for (Map.Entry<String, String> old : before.entrySet()) {
            String now = after.getOrDefault(old.getKey(), old.getValue());
            if (!now.equals(old.getValue())) {
                changed.put(old.getKey(), new Versions(old.getValue(), now));
            }
        }
        return new PackageChanges(added, removed, changed);
    }

    /**
     * Whether nothing differs.
     *
     * @return true if both have the same packages in the same versions
     */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}

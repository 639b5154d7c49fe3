package io.umlmachine.samples.isolate;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is different between two looks at a machine. Each set is in alphabetical order.
 *
 * @param added paths that were not there
 * @param changed paths of which something is different: kind, mode, owner, size, time or target
 * @param removed paths that are not there any more
 * @param users users that were not there
 * @param groups groups that were not there
 */
record Changes(Set<String> added, Set<String> changed, Set<String> removed, Set<String> users, Set<String> groups) {

    /** These changes but for some paths. */
    Changes without(Predicate<String> paths) {
        return new Changes(rest(added, paths), rest(changed, paths), rest(removed, paths), users, groups);
    }

    private static Set<String> rest(Set<String> all, Predicate<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeIf(without);
        return rest;
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && users.isEmpty() && groups.isEmpty();
    }
}

package io.umlmachine.samples.isolate;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a machine's disk holds at one moment.
 *
 * @param files all paths, each with kind, mode, owner and, unless it is a directory, size, time of change and target
 * @param users the names of all users
 * @param groups the names of all groups
 */
record Look(Map<String, String> files, Set<String> users, Set<String> groups) {

    /** What dpkg keeps for itself, and what {@link Isolation} writes. */
    private static final List<String> BOOKKEEPING =
            List.of("/var/lib/dpkg", "/var/cache/debconf", "/var/log/dpkg.log", "/etc/resolv.conf");

    static Look at(UmlMachine vm) throws IOException, InterruptedException {
        return new Look(files(vm), names(vm.readString("/etc/passwd")), names(vm.readString("/etc/group")));
    }

    private static Map<String, String> files(UmlMachine vm) throws InterruptedException {
        // Ended by NUL, which no path holds. The size and time of a directory say no more than what is in it.
        String directory = "%p\\0%y %m %U:%G\\0";
        String other = "%p\\0%y %m %U:%G %s %T@ %l\\0";
        String listing = vm.exec("find", "/", "-xdev", "-type", "d", "-printf", directory, "-o", "-printf", other)
                .orThrow()
                .stdout();
        Map<String, String> files = new HashMap<>();
        String[] parts = listing.split("\0");
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (!isBookkeeping(parts[i])) {
                files.put(parts[i], parts[i + 1]);
            }
        }
        return files;
    }

    private static boolean isBookkeeping(String path) {
        return BOOKKEEPING.stream().anyMatch(kept -> path.equals(kept) || path.startsWith(kept + "/"));
    }

    /** The first fields of the lines of a file such as passwd. */
    private static Set<String> names(String database) {
        return database.lines().map(line -> line.split(":")[0]).collect(Collectors.toSet());
    }

    Changes changesTo(Look later) {
        Set<String> changed = new TreeSet<>(files.keySet());
        changed.retainAll(later.files.keySet());
        changed.removeIf(path -> files.get(path).equals(later.files.get(path)));
        return new Changes(
                minus(later.files.keySet(), files.keySet()),
                changed,
                minus(files.keySet(), later.files.keySet()),
                minus(later.users, users),
                minus(later.groups, groups));
    }

    private static Set<String> minus(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}

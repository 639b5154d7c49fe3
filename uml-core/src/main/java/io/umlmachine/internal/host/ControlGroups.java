package io.umlmachine.internal.host;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.host.HostMemory.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory limits of the control groups that this process is in, of version 1 and 2: cgroups(7), and
 * admin-guide/cgroup-v2 and cgroup-v1/memory of the kernel's documentation. Every group on the way up limits. Thread-safe.
 */
final class ControlGroups {

    private static final Path MEMBERSHIP = Path.of("/proc/self/cgroup");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private static final int MOUNT_ROOT = 3;
    private static final int MOUNT_POINT = 4;

    private ControlGroups() {}

    /** The lowest limit; empty if there is none. */
    static Optional<Limit> memoryLimit() {
        try {
            return memoryLimit(Files.readAllLines(MEMBERSHIP), Files.readAllLines(MOUNTS));
        } catch (IOException e) {
            // A kernel without control groups.
            return Optional.empty();
        }
    }

    static Optional<Limit> memoryLimit(List<String> membership, List<String> mounts) {
        return membership.stream()
                // Hierarchy, controllers, path; those of version 2 are 0 and none.
                .map(group -> group.split(":", 3))
                .flatMap(fields -> limits(fields, mounts))
                .reduce(Limit::least);
    }

    private static Stream<Limit> limits(String[] group, List<String> mounts) {
        boolean unified = group[0].equals("0") && group[1].isEmpty();
        if (!unified && !Arrays.asList(group[1].split(",")).contains("memory")) {
            return Stream.empty();
        }
        String file = unified ? "memory.max" : "memory.limit_in_bytes";
        return wayUp(group[2], mounts, unified).stream().flatMap(directory -> read(directory.resolve(file)).stream());
    }

    /** The directories of a group and of those above it, as far as they can be seen. */
    private static List<Path> wayUp(String group, List<String> mounts, boolean unified) {
        List<Path> way = new ArrayList<>();
        for (String line : mounts) {
            String[] fields = line.split(" ");
            int type = Arrays.asList(fields).indexOf("-") + 1;
            boolean fits = unified
                    ? fields[type].equals("cgroup2")
                    : fields[type].equals("cgroup")
                            && Arrays.asList(fields[type + 2].split(",")).contains("memory");
            if (!fits) {
                continue;
            }
            Path point = Path.of(fields[MOUNT_POINT]);
            Path root = Path.of(fields[MOUNT_ROOT]);
            Path path = Path.of(group);
            // A container sees its own group as the root of the mount, or of everything.
            Path below = path.startsWith(root) ? root.relativize(path) : Path.of("");
            for (Path at = point.resolve(below).normalize(); at != null && at.startsWith(point); at = at.getParent()) {
                way.add(at);
            }
            return way;
        }
        return way;
    }

    private static Optional<Limit> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            // "max", and in version 1 a number near the largest, mean that there is no limit.
            return text.equals("max")
                    ? Optional.empty()
                    : Optional.of(new Limit(new ByteSize(Long.parseLong(text)), "the limit in " + file));
        } catch (IOException | NumberFormatException e) {
            // The root group has no such file.
            return Optional.empty();
        }
    }
}

package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An {@link OwnedDirectory} of some process that lives. Immutable and thread-safe.
 *
 * @param path where it is
 * @param ownerPid the process that made it
 */
public record LiveDirectory(Path path, long ownerPid) {

    /** Its name, unique among those of its root. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * Those below a root.
     *
     * @return a list, empty if there is no such root
     */
    public static List<LiveDirectory> below(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> children;
        try (Stream<Path> all = Files.list(root)) {
            children = all.toList();
        }
        List<LiveDirectory> live = new ArrayList<>();
        for (Path child : children) {
            Owner owner = Owner.of(child.getFileName().toString()).orElse(null);
            // The process table answers first, because that is cheap. Across process-id namespaces only the lock does.
            if (owner != null
                    && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                    && (owner.isAlive() || Sweeper.isLocked(child))) {
                live.add(new LiveDirectory(child, owner.pid()));
            }
        }
        return live;
    }
}

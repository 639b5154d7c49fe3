package io.umlmachine.image.testing;

import io.umlmachine.internal.host.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What there is on the host of this user's: processes, those of the subordinate ids too, and files below some directories.
 * Seen twice, it tells what was left in between.
 */
public final class HostTraces {

    private final List<Path> directories;
    private final Set<String> before;

    private HostTraces(List<Path> directories) {
        this.directories = directories;
        this.before = now();
    }

    /**
     * What there is now.
     *
     * @param directories those whose files count, besides the directories of mmdebstrap
     * @return the traces
     */
    public static HostTraces of(Path... directories) {
        return new HostTraces(List.of(directories));
    }

    /**
     * What has come since.
     *
     * @return processes and files, in words
     */
    public Set<String> since() {
        Set<String> added = now();
        added.removeAll(before);
        return added;
    }

    private Set<String> now() {
        try {
            Set<String> found = new TreeSet<>(processes());
            for (Path directory : directories) {
                found.addAll(files(directory));
            }
            String scratch = "umlmachine-" + Directories.uid() + "-";
            try (Stream<Path> children = Files.list(Path.of("/var/tmp"))) {
                children.map(Path::toString)
                        .filter(path -> path.contains(scratch))
                        .forEach(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(Path::toString)
                    .toList();
        } catch (UncheckedIOException e) {
            // Something goes at this moment; the next look tells more.
            return List.of(directory + ": " + e.getMessage());
        }
    }

    private static List<String> processes() throws IOException {
        Set<Long> ids = new TreeSet<>(Set.of((long) Directories.uid()));
        long[] range = subordinates().orElse(new long[] {0, 0});
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    String status = Files.readString(entry.resolve("status"));
                    long uid = Long.parseLong(field(status, "Uid").split("\t")[0]);
                    boolean mine = ids.contains(uid) || uid >= range[0] && uid < range[0] + range[1];
                    // This program's own children, such as the one that is to be killed, are not left by anybody.
                    if (mine && !field(status, "State").startsWith("Z")) {
                        String stat = Files.readString(entry.resolve("stat"));
                        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
                        found.add("process " + entry.getFileName() + " " + start + " " + field(status, "Name"));
                    }
                } catch (NoSuchFileException e) {
                    continue;
                } catch (IOException e) {
                    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                }
            }
        }
        return found;
    }

    private static String field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElse(name + ":\t-1")
                .substring(name.length() + 1)
                .strip();
    }

    /** As newuidmap(1) finds them. */
    private static Optional<long[]> subordinates() throws IOException {
        Path file = Path.of("/etc/subuid");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split(":"))
                .filter(words -> words.length == 3 && words[0].equals(System.getProperty("user.name")))
                .map(words -> new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])})
                .findFirst();
    }
}

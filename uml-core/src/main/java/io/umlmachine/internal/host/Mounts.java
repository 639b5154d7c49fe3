package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the host's mounts from /proc/self/mountinfo, as proc(5) describes it. Thread-safe. */
final class Mounts {

    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    private Mounts() {}

    /** Whether the mount that holds a directory forbids to execute files; true if that cannot be told. */
    static boolean isNoexec(Path directory) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            Path real = directory.toRealPath();
            Optional<String[]> mount = lines.map(line -> line.split(" "))
                    .filter(fields -> fields.length > OPTIONS && real.startsWith(mountPoint(fields)))
                    // Of mounts on one point the last is seen.
                    .reduce((a, b) -> Comparator.<String[]>comparingInt(
                                                    fields -> mountPoint(fields).getNameCount())
                                            .compare(a, b)
                                    > 0
                            ? a
                            : b);
            return mount.map(fields -> Arrays.asList(fields[OPTIONS].split(",")).contains("noexec"))
                    .orElse(true);
        } catch (IOException e) {
            return true;
        }
    }

    private static Path mountPoint(String[] fields) {
        return Path.of(fields[MOUNT_POINT].replace("\\040", " "));
    }
}

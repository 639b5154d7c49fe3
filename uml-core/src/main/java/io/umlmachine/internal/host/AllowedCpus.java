package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The CPUs that this process may use: its affinity within the cpusets of its control groups. Thread-safe. */
public final class AllowedCpus {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private AllowedCpus() {}

    /**
     * Reads them anew: both may change while a process runs.
     *
     * @return their numbers, ascending; at least one
     */
    public static List<Integer> read() throws IOException {
        List<Integer> allowed = parse(Files.readAllLines(STATUS));
        if (allowed.isEmpty()) {
            throw new IOException(STATUS + " allows no CPU");
        }
        return allowed;
    }

    /** The CPUs of a line such as {@code Cpus_allowed_list: 0-3,8}, as proc(5) describes it. */
    static List<Integer> parse(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(ALLOWED))
                .flatMap(line ->
                        Arrays.stream(line.substring(ALLOWED.length()).strip().split(",")))
                .flatMap(AllowedCpus::range)
                .toList();
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }
}

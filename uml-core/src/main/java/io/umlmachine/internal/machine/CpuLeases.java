package io.umlmachine.internal.machine;

import io.umlmachine.CpuPlacement;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spreads machines over the host's CPUs, across processes: a machine's directory holds a file with the number of its CPU,
 * and whoever looks for one counts these files, one process and one thread at a time. Thread-safe.
 */
final class CpuLeases {

    private static final String LEASE = "cpu";
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private CpuLeases() {}

    /**
     * Finds a CPU for a machine and leases it for as long as the machine's directory is there.
     *
     * @return its number, or empty if the machine is not to be pinned
     */
    static OptionalInt lease(CpuPlacement placement, OwnedDirectory directory) throws IOException {
        if (placement instanceof CpuPlacement.Unpinned) {
            return OptionalInt.empty();
        }
        if (placement instanceof CpuPlacement.Cpu chosen) {
            return OptionalInt.of(write(directory, chosen.number()));
        }
        synchronized (CpuLeases.class) {
            Path lockFile = Directories.cache().resolve("placement.lock");
            try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                Map<Integer, Integer> use = use(directory.path().getParent());
                int cpu = allowed(Files.readAllLines(STATUS)).stream()
                        .min(Comparator.comparingInt(candidate -> use.getOrDefault(candidate, 0)))
                        .orElseThrow(() -> new IOException(STATUS + " allows no CPU"));
                return OptionalInt.of(write(directory, cpu));
            }
        }
    }

    private static int write(OwnedDirectory directory, int cpu) throws IOException {
        Files.writeString(directory.path().resolve(LEASE), Integer.toString(cpu));
        return cpu;
    }

    private static Map<Integer, Integer> use(Path root) throws IOException {
        List<Path> machines;
        try (Stream<Path> children = Files.list(root)) {
            machines = children.toList();
        }
        Map<Integer, Integer> use = new HashMap<>();
        for (Path machine : machines) {
            try {
                use.merge(Integer.parseInt(Files.readString(machine.resolve(LEASE))), 1, Integer::sum);
            } catch (NoSuchFileException | NumberFormatException e) {
                // A machine that is not pinned, has just gone, or is being removed.
                continue;
            }
        }
        return use;
    }

    /** The CPUs of a line such as {@code Cpus_allowed_list: 0-3,8}, as proc(5) describes it. */
    static List<Integer> allowed(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(ALLOWED))
                .flatMap(line ->
                        Arrays.stream(line.substring(ALLOWED.length()).strip().split(",")))
                .flatMap(CpuLeases::range)
                .toList();
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }
}

package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How busy the host's CPUs are, from two readings of /proc/stat, as proc(5) describes it. Thread-safe. */
public final class CpuLoad {

    private static final Path STAT = Path.of("/proc/stat");
    private static final String CPU = "cpu";

    /** Fields of a line: user nice system idle iowait irq softirq steal; later ones are parts of the first two. */
    private static final int IDLE = 4;

    private static final int WAIT = 5;
    private static final int FIELDS = 9;

    private Map<Integer, Long> last;

    private CpuLoad(Map<Integer, Long> first) {
        this.last = first;
    }

    /** Starts to observe. */
    public static CpuLoad observe() {
        return new CpuLoad(read());
    }

    /** The clock ticks that each CPU was busy since this was asked last; empty if that cannot be told. */
    public synchronized Map<Integer, Long> sinceLast() {
        Map<Integer, Long> now = read();
        Map<Integer, Long> busy = new HashMap<>(now);
        busy.replaceAll((cpu, ticks) -> ticks - last.getOrDefault(cpu, ticks));
        last = now;
        return busy;
    }

    private static Map<Integer, Long> read() {
        try {
            return busy(Files.readAllLines(STAT));
        } catch (IOException e) {
            return Map.of();
        }
    }

    static Map<Integer, Long> busy(List<String> stat) {
        Map<Integer, Long> busy = new HashMap<>();
        for (String line : stat) {
            String[] words = line.split(" +");
            if (!line.startsWith(CPU) || words[0].length() == CPU.length()) {
                continue;
            }
            long ticks = 0;
            for (int i = 1; i < Math.min(words.length, FIELDS); i++) {
                ticks += i == IDLE || i == WAIT ? 0 : Long.parseLong(words[i]);
            }
            busy.put(Integer.parseInt(words[0].substring(CPU.length())), ticks);
        }
        return busy;
    }
}

package io.umlmachine.internal.host;

import io.umlmachine.ByteSize;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory there is for guests. Thread-safe. */
public final class HostMemory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String TOTAL = "MemTotal:";

    private HostMemory() {}

    /**
     * A limit.
     *
     * @param size how much
     * @param source what sets it, in words
     */
    public record Limit(ByteSize size, String source) {
        /** The lower one. */
        public Limit least(Limit other) {
            return other.size.compareTo(size) < 0 ? other : this;
        }
    }

    /** What this process can have: the host's memory, or the limit of its control groups if that is lower. */
    public static Limit total() throws IOException {
        Limit host = new Limit(memTotal(Files.readAllLines(MEMINFO)), "the host's memory");
        return ControlGroups.memoryLimit().map(host::least).orElse(host);
    }

    static ByteSize memTotal(List<String> meminfo) throws IOException {
        return meminfo.stream()
                .filter(line -> line.startsWith(TOTAL))
                .findFirst()
                // proc(5): "kB", which are of 1,024 bytes.
                .map(line -> ByteSize.kibibytes(Long.parseLong(line.replaceAll("\\D", ""))))
                .orElseThrow(() -> new IOException(MEMINFO + " does not tell the size of the memory"));
    }

    /** The size of the file system that holds guest memory. */
    public static Limit store(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        // A tmpfs without a limit says that its size is nought.
        long size = store.getTotalSpace();
        return new Limit(
                new ByteSize(size > 0 ? size : Long.MAX_VALUE), "the size of " + directory + ", where guest memory is");
    }

    /** What is free of the file system that holds guest memory. */
    public static ByteSize free(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new ByteSize(store.getTotalSpace() > 0 ? store.getUsableSpace() : Long.MAX_VALUE);
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.ByteSize;
import io.umlmachine.MachineMetrics;
import io.umlmachine.internal.host.SessionUsage;
import io.umlmachine.internal.unix.AllocatedSize;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads what one kernel uses from the host's /proc. Thread-safe. */
final class Meter {

    private static final String ROOT_DISK = "ubd0=";
    private static final String DELETED = " (deleted)";

    private final long kernel;
    private final Path rootDisk;
    private final long begin = System.nanoTime();

    private Meter(long kernel, Path rootDisk) {
        this.kernel = kernel;
        this.rootDisk = rootDisk;
    }

    /** A meter whose uptime begins now. */
    static Meter of(KernelProcess process) {
        return new Meter(process.process().process().pid(), rootDisk(process.commandLine()));
    }

    /** The file that takes the writes: the first one of the disk. */
    private static Path rootDisk(List<String> commandLine) {
        return commandLine.stream()
                .filter(word -> word.startsWith(ROOT_DISK))
                .map(word -> Path.of(word.substring(ROOT_DISK.length()).split(",", 2)[0]))
                .findFirst()
                .orElseThrow();
    }

    MachineMetrics read() throws IOException {
        SessionUsage usage = SessionUsage.of(kernel);
        return new MachineMetrics(
                usage.cpuTime(),
                new ByteSize(guestMemory()),
                new ByteSize(AllocatedSize.of(rootDisk)),
                new ByteSize(usage.bytesWritten()),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The guest's memory is a file that has no name any more, the largest one that the kernel has open. */
    private long guestMemory() throws IOException {
        Path memory = null;
        long size = -1;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + kernel + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (isDeleted(descriptor) && Files.size(descriptor) > size) {
                    memory = descriptor;
                    size = Files.size(descriptor);
                }
            }
        }
        if (memory == null) {
            throw new IOException("The kernel process " + kernel + " has no file for the guest's memory");
        }
        return AllocatedSize.of(memory);
    }

    private static boolean isDeleted(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith(DELETED) && Files.isRegularFile(descriptor);
        } catch (NoSuchFileException e) {
            // Closed in this moment.
            return false;
        }
    }
}

package io.umlmachine.internal.transfer;

import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that a guest wrote as a disk. Thread-safe. */
final class ReceivedFile {

    private ReceivedFile() {}

    /**
     * Puts it at its place: the file itself where that is on the same file system, else a copy with the same holes.
     *
     * @param file the disk
     * @param sent what the guest says of it
     * @param target an absolute path
     */
    static void place(Path file, Sent sent, Path target) throws IOException {
        HostFiles.setSize(file, sent.size());
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        HostFiles.clear(target);
        Path placed = move(file, target);
        HostFiles.setPermissions(placed, sent.mode());
        HostFiles.setTime(placed, sent.time());
    }

    private static Path move(Path file, Path target) throws IOException {
        try {
            return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            return copy(file, target);
        }
    }

    private static Path copy(Path file, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), HostFiles.PRIVATE)) {
            for (Extent extent : DataExtents.of(file, in.size())) {
                HostFiles.copy(in, extent.offset(), extent.length(), out, extent.offset());
            }
            HostFiles.setSize(target, in.size());
        }
        return target;
    }
}

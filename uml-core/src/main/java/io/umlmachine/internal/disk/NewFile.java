package io.umlmachine.internal.disk;

import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name when it is complete. Until then it has none, where the file system can do so, and nothing is
 * left of it when this program is killed. For one thread.
 */
final class NewFile implements AutoCloseable {

    private final Path target;
    private final DiskFile file;

    /** The name until it is complete, if it must have one. */
    private final @Nullable Path interim;

    private NewFile(Path target, DiskFile file, @Nullable Path interim) {
        this.target = target;
        this.file = file;
        this.interim = interim;
    }

    /**
     * Starts a file.
     *
     * @param target its name to be
     * @param mode its mode, less the umask
     * @throws NoSuchFileException if there is no such directory
     */
    static NewFile at(Path target, int mode) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new NoSuchFileException(String.valueOf(directory), null, "no such directory");
        }
        try {
            return new NewFile(absolute, DiskFile.createUnnamed(directory, mode), null);
        } catch (IOException e) {
            // Not every file system can, and how they say so differs.
            Path interim = interim(absolute);
            return new NewFile(absolute, DiskFile.create(interim, mode), interim);
        }
    }

    /** Fails early where {@link #publish} would in the end. */
    static void requireFree(Path target) throws FileAlreadyExistsException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private static Path interim(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    DiskFile file() {
        return file;
    }

    /**
     * Gives the file its name.
     *
     * @throws FileAlreadyExistsException if something has it
     */
    void publish() throws IOException {
        if (interim != null) {
            Files.createLink(target, interim);
        } else {
            file.link(target);
        }
    }

    /** Gives the file its name, and takes it from whatever has it. */
    void publishReplacing() throws IOException {
        Path name = interim;
        if (name == null) {
            name = interim(target);
            file.link(name);
        }
        Files.move(name, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Closes the file, and removes it unless it has its name. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            if (interim != null) {
                Interrupts.defer(() -> Files.deleteIfExists(interim));
            }
        }
    }
}

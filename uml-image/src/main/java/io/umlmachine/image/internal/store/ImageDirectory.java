package io.umlmachine.image.internal.store;

import io.umlmachine.image.ImageManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One image in a store: its generations, and the link that says which is current. A generation is published whole or not at
 * all, and is not written afterwards: overlays refer to it by its size and time. Immutable and thread-safe.
 *
 * @param store the store's directory
 * @param name the image's name
 */
public record ImageDirectory(Path store, String name) {

    private static final Logger LOG = LoggerFactory.getLogger(ImageDirectory.class);
    private static final String READ_ONLY = "r--r--r--";

    /** The generation that is current, if there is one. */
    public Optional<Generation> current() throws IOException {
        try {
            Path target = Files.readSymbolicLink(link());
            return Generation.ofFile(directory(), target.toString())
                    .filter(generation -> Files.exists(generation.image()));
        } catch (NoSuchFileException | NotLinkException e) {
            return Optional.empty();
        }
    }

    /** The current generation in use, if there is one. Takes no more than a few system calls. */
    public Optional<GenerationLease> lease() throws IOException {
        for (Optional<Generation> current = current(); current.isPresent(); current = current()) {
            try {
                Optional<GenerationLease> lease = UseLocks.share(current.get());
                if (lease.isPresent()) {
                    return lease;
                }
            } catch (NoSuchFileException e) {
                // Superseded and collected since the link was read; unless it is current still, and its mark was lost.
                if (current().equals(current)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /** What is known about a generation. */
    public ImageManifest manifest(Generation generation) throws IOException {
        return ManifestJson.read(generation.manifest());
    }

    /** What is done by one thread of one program on this host at a time. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** Waits for the right to make generations, and uses it. */
    public <T> T exclusively(Work<T> work) throws IOException, InterruptedException {
        Files.createDirectories(directory());
        return BuildLock.with(directory().resolve("lock"), work);
    }

    /** Where generations are made: on the store's own file system, so that they can move. */
    public Path work() {
        return store.resolve(".work");
    }

    /** Where the logs of failed attempts go. */
    public Path logs() {
        return store.resolve("logs");
    }

    /** The generation to make next. Only {@link #exclusively}. */
    public Generation next() throws IOException {
        int last = generations().stream().mapToInt(Generation::number).max().orElse(0);
        return new Generation(directory(), last + 1);
    }

    /**
     * Makes a finished disk the current generation, and removes superseded ones that nobody uses. Only {@link #exclusively}.
     *
     * @param disk a file on the store's file system, which moves away
     * @param manifest what is known about it, its number included
     */
    public Generation publish(Path disk, ImageManifest manifest) throws IOException {
        Generation generation = new Generation(directory(), manifest.generation());
        Path description = disk.resolveSibling(disk.getFileName() + ".json");
        ManifestJson.write(manifest, description);
        for (Path file : List.of(disk, description)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READ_ONLY));
            sync(file);
        }
        // The disk comes last: a generation counts from the moment that its disk is there.
        Files.deleteIfExists(generation.use());
        Files.createFile(generation.use());
        Files.move(description, generation.manifest(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(disk, generation.image(), StandardCopyOption.ATOMIC_MOVE);
        sync(directory());
        switchTo(generation, disk.resolveSibling("current"));
        collect(generation);
        return generation;
    }

    private void switchTo(Generation generation, Path temporary) throws IOException {
        Files.createSymbolicLink(temporary, generation.image().getFileName());
        Files.move(temporary, link(), StandardCopyOption.ATOMIC_MOVE);
        sync(directory());
    }

    private void collect(Generation current) throws IOException {
        for (Generation old : generations()) {
            if (!old.equals(current) && UseLocks.removeUnlessUsed(old, () -> remove(old))) {
                LOG.debug("Removed {}, which is superseded and not in use", old.image());
            }
        }
    }

    /** The disk goes first, so that whoever gets hold of the mark afterwards sees that it stands for nothing. */
    private static void remove(Generation generation) throws IOException {
        Files.deleteIfExists(generation.image());
        Files.deleteIfExists(generation.manifest());
        Files.deleteIfExists(generation.use());
    }

    /** Those too of which a killed program left only a part. */
    private List<Generation> generations() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .flatMap(file ->
                            Generation.ofFile(directory(), file.getFileName().toString()).stream())
                    .distinct()
                    .toList();
        }
    }

    private Path directory() {
        return store.resolve(name);
    }

    private Path link() {
        return directory().resolve("current");
    }

    private static void sync(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

package io.umlmachine.image.internal.store;

import io.umlmachine.image.ImageManifest;
import io.umlmachine.internal.host.FileMutex;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    static final String CURRENT = "current";
    static final String LOCK = "lock";

    /** The last number that was given, which may be of a generation that is gone. */
    static final String LAST = "last";

    static final String READ_ONLY = "r--r--r--";

    /** More than any image takes; a program that is killed gives up its lock. */
    private static final Duration PATIENCE = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(ImageDirectory.class);

    /** The generation that is current, if there is one. */
    public Optional<Generation> current() throws IOException {
        Optional<Path> before = Optional.empty();
        // Again if it leads elsewhere now: what it led to may have been superseded and collected since it was read.
        for (Optional<Path> target = target(); !target.equals(before); target = target()) {
            Optional<Generation> generation = target.flatMap(file -> Generation.ofFile(directory(), file.toString()))
                    .filter(found -> Files.exists(found.image()));
            if (generation.isPresent()) {
                return generation;
            }
            before = target;
        }
        return Optional.empty();
    }

    private Optional<Path> target() throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link()));
        } catch (NoSuchFileException | NotLinkException e) {
            return Optional.empty();
        }
    }

    /** The current generation in use, if there is one. Takes no more than a few system calls. */
    public Optional<GenerationLease> lease() throws IOException {
        for (Optional<Generation> current = current(); current.isPresent(); current = current()) {
            Optional<GenerationLease> lease = lease(current.get());
            if (lease.isPresent()) {
                return lease;
            }
            // Superseded and collected since the link was read.
        }
        return Optional.empty();
    }

    /** A generation in use, if it is there. */
    public Optional<GenerationLease> lease(Generation generation) throws IOException {
        while (Files.exists(generation.image())) {
            try {
                return UseLocks.share(generation);
            } catch (NoSuchFileException e) {
                // Collected at this moment, and the disk is gone too; or somebody has taken its mark away.
                restoreMark(generation);
            }
        }
        return Optional.empty();
    }

    private static void restoreMark(Generation generation) throws IOException {
        if (Files.exists(generation.image())) {
            try {
                Files.createFile(generation.use());
                LOG.warn("The file {} was missing, and is there again", generation.use());
            } catch (FileAlreadyExistsException e) {
                LOG.debug("Somebody else has restored {}", generation.use());
            }
        }
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

    /**
     * Waits for the right to make generations, and uses it.
     *
     * @throws IllegalStateException if this thread has it: an image cannot be made while it is made
     */
    public <T> T exclusively(Work<T> work) throws IOException, InterruptedException {
        Files.createDirectories(directory());
        FileMutex mutex = mutex();
        if (mutex.isHeldByCurrentThread()) {
            throw new IllegalStateException("The image in " + directory() + " was asked for by what makes it");
        }
        return mutex.hold(PATIENCE, counter -> work.run());
    }

    /** Uses the right to make generations, unless somebody has it for longer than a given time. */
    <T> Optional<T> exclusivelyUnlessBusy(Duration patience, Work<T> work) throws IOException, InterruptedException {
        FileMutex mutex = mutex();
        if (mutex.isHeldByCurrentThread()) {
            return Optional.empty();
        }
        try {
            return Optional.of(mutex.hold(patience, counter -> work.run()));
        } catch (FileMutex.HeldException e) {
            return Optional.empty();
        }
    }

    private FileMutex mutex() throws IOException {
        if (!Files.isWritable(directory())) {
            throw new AccessDeniedException(
                    directory().toString(),
                    null,
                    "this user cannot write it, and so not change the image; make it this user's, or use another store");
        }
        return FileMutex.at(directory().resolve(LOCK));
    }

    /** Where generations are made: on the store's own file system, so that they can move. */
    public Path work() {
        return new StoreDirectory(store).work();
    }

    /** Where the logs of failed attempts go. */
    public Path logs() {
        return new StoreDirectory(store).logs();
    }

    /** The generation to make next. Only {@link #exclusively}. */
    public Generation next() throws IOException {
        int last = generations().stream().mapToInt(Generation::number).max().orElse(0);
        return generation(Math.max(last, lastGiven()) + 1);
    }

    /** A generation by its number, whether or not it is there. */
    public Generation generation(int number) {
        return new Generation(directory(), number);
    }

    /**
     * Makes a finished disk the current generation. The one that was current stays for a rollback; others that nobody uses
     * are removed. Only {@link #exclusively}.
     *
     * @param disk a file on the store's file system, which moves away
     * @param manifest what is known about it, its number included
     */
    public Generation publish(Path disk, ImageManifest manifest) throws IOException {
        Generation generation = generation(manifest.generation());
        Optional<Generation> previous = current();
        Path description = disk.resolveSibling(disk.getFileName() + ".json");
        ManifestJson.write(manifest, description);
        for (Path file : List.of(disk, description)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READ_ONLY));
            sync(file);
        }
        giveAway(generation.number(), disk.resolveSibling(LAST));
        // The disk comes last: a generation counts from the moment that its disk is there.
        Files.deleteIfExists(generation.use());
        Files.createFile(generation.use());
        Files.move(description, generation.manifest(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(disk, generation.image(), StandardCopyOption.ATOMIC_MOVE);
        sync(directory());
        switchTo(generation, disk.resolveSibling(CURRENT));
        collect(generation, previous);
        return generation;
    }

    /** Makes a generation that is there the current one. Only {@link #exclusively}. */
    void makeCurrent(Generation generation) throws IOException {
        try (OwnedDirectory place = OwnedDirectory.create(work())) {
            switchTo(generation, place.path().resolve(CURRENT));
        }
    }

    private void switchTo(Generation generation, Path temporary) throws IOException {
        Files.createSymbolicLink(temporary, generation.image().getFileName());
        Files.move(temporary, link(), StandardCopyOption.ATOMIC_MOVE);
        sync(directory());
    }

    private void giveAway(int number, Path temporary) throws IOException {
        Files.writeString(temporary, number + "\n");
        sync(temporary);
        Files.move(temporary, directory().resolve(LAST), StandardCopyOption.ATOMIC_MOVE);
    }

    private int lastGiven() throws IOException {
        try {
            return Integer.parseInt(Files.readString(directory().resolve(LAST)).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            LOG.warn("The file {} holds no number and is made anew", directory().resolve(LAST));
            return 0;
        }
    }

    /** The new generation is there whatever becomes of the old ones. */
    private void collect(Generation current, Optional<Generation> previous) throws IOException {
        Set<Generation> kept = new HashSet<>(Set.of(current));
        List<Generation> others = generations().stream()
                .filter(generation -> !generation.equals(current))
                .toList();
        previous.filter(Generation::isWhole)
                .or(() -> others.stream().filter(Generation::isWhole).reduce((first, second) -> second))
                .ifPresent(kept::add);
        for (Generation old : others) {
            if (!kept.contains(old)) {
                try {
                    removeUnlessUsed(old);
                } catch (IOException e) {
                    LOG.warn("Could not remove {}, which is superseded: {}", old.image(), e.toString());
                }
            }
        }
    }

    /** Removes a generation that is not current; false if somebody uses it. Only {@link #exclusively}. */
    boolean removeUnlessUsed(Generation old) throws IOException {
        boolean removed = UseLocks.hideUnlessUsed(List.of(old), () -> hide(old)).isEmpty();
        if (removed) {
            remove(old);
            LOG.debug("Removed {}, which is superseded and not in use", old.image());
        }
        return removed;
    }

    /**
     * Removes all generations, unless one is in use; what numbers they had stays known. Only {@link #exclusively}.
     *
     * @return the one that is in use; empty if all are gone
     */
    Optional<Generation> removeAllUnlessUsed() throws IOException {
        List<Generation> all = generations();
        Optional<Generation> used = UseLocks.hideUnlessUsed(all, () -> {
            Files.deleteIfExists(link());
            for (Generation generation : all) {
                hide(generation);
            }
        });
        if (used.isEmpty()) {
            for (Generation generation : all) {
                remove(generation);
            }
        }
        return used;
    }

    private static void hide(Generation generation) throws IOException {
        if (Files.exists(generation.image(), LinkOption.NOFOLLOW_LINKS)) {
            Files.move(generation.image(), generation.gone(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The mark goes last: without it nothing would tell that there is something left to remove. */
    private static void remove(Generation generation) throws IOException {
        Files.deleteIfExists(generation.gone());
        Files.deleteIfExists(generation.manifest());
        Files.deleteIfExists(generation.use());
    }

    /** All, by ascending numbers; those too of which a killed program left only a part. */
    List<Generation> generations() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.flatMap(file ->
                            Generation.ofFile(directory(), file.getFileName().toString()).stream())
                    .distinct()
                    .sorted(Comparator.comparingInt(Generation::number))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    Path directory() {
        return store.resolve(name);
    }

    private Path link() {
        return directory().resolve(CURRENT);
    }

    private static void sync(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

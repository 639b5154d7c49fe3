package io.umlmachine.pbuilder.internal.layer;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.FileMutex;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.internal.unix.FileTouch;
import io.umlmachine.pbuilder.LayerPolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A directory of layers and answers, which any number of programs may use at once. {@code DIGEST.img} is a layer,
 * {@code DIGEST.packages} what it adds to its base, whose time is that of the last use; {@code DIGEST.answer} is the last
 * answer to a question, {@code DIGEST.lock} the right to look for one or to make a layer. Immutable and thread-safe.
 */
public final class LayerStore {

    static final String IMAGE = ".img";
    static final String PACKAGES = ".packages";
    static final String ANSWER = ".answer";
    static final String LOCK = ".lock";

    /** What is being made or in use; each program's part goes with it. */
    static final String WORK = ".work";

    /** More than any installation takes; a program that is killed gives up its lock. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Path directory;
    private final Path work;
    private final LayerPolicy.Keep policy;

    private LayerStore(Path directory, LayerPolicy.Keep policy) {
        this.directory = directory;
        this.work = directory.resolve(WORK);
        this.policy = policy;
    }

    /** Opens a store, which is made if missing, and removes what killed programs left in it. */
    public static LayerStore open(LayerPolicy.Keep policy) throws IOException {
        Path directory = policy.directory().isPresent()
                ? policy.directory().get()
                : Directories.cache().resolve("layers");
        LayerStore store = new LayerStore(directory, policy);
        Files.createDirectories(store.work);
        Sweeper.sweep(store.work);
        return store;
    }

    /** What is done by one thread of one program at a time. */
    @FunctionalInterface
    public interface Action<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** Waits for who looks for the same answer, or makes the same layer, and does something. */
    public <T> T exclusively(String digest, Action<T> action) throws IOException, InterruptedException {
        return FileMutex.at(directory.resolve(digest + LOCK)).hold(PATIENCE, counter -> action.run());
    }

    /** The last answer to a question, if there is one; it may be out of date. */
    public Optional<Answer> answer(Question question) throws IOException {
        try {
            return Answer.parse(Files.readString(directory.resolve(question.digest() + ANSWER)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Remembers an answer in place of the last one. */
    public void remember(Question question, Answer answer) throws IOException {
        try (OwnedDirectory place = OwnedDirectory.create(work)) {
            Path file = Files.writeString(place.path().resolve("answer"), answer.format());
            Files.move(file, directory.resolve(question.digest() + ANSWER), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Uses a layer, if it is there. Takes no more than a few system calls. */
    public Optional<LayerLease> take(String digest) throws IOException {
        OwnedDirectory place = OwnedDirectory.create(work);
        boolean taken = false;
        try {
            Path image = place.path().resolve("layer" + IMAGE);
            Path packages = directory.resolve(digest + PACKAGES);
            // From here on it stays, whoever evicts it.
            Files.createLink(image, directory.resolve(digest + IMAGE));
            List<String> names = Files.readAllLines(packages);
            FileTouch.now(packages);
            taken = true;
            return Optional.of(new LayerLease(place, image, names));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            if (!taken) {
                place.close();
            }
        }
    }

    /** What puts the image of a layer into a file that is not there yet. */
    @FunctionalInterface
    public interface Filling {
        /** Makes it, of mode 0444. */
        void into(Path image) throws IOException, InterruptedException;
    }

    /**
     * Makes a layer, which appears when it is complete, and evicts others if there are too many.
     *
     * @param digest what it is known by
     * @param packages what it has beside its base image
     */
    public void publish(String digest, List<String> packages, Filling filling)
            throws IOException, InterruptedException {
        Interrupts.heed(() -> {
            try (OwnedDirectory place = OwnedDirectory.create(work)) {
                Path image = place.path().resolve("made" + IMAGE);
                filling.into(image);
                Path list = Files.write(place.path().resolve("made" + PACKAGES), packages);
                sync(image);
                sync(list);
                // The image comes last: a layer is there from the moment that its image is.
                Files.move(list, directory.resolve(digest + PACKAGES), StandardCopyOption.ATOMIC_MOVE);
                Files.move(image, directory.resolve(digest + IMAGE), StandardCopyOption.ATOMIC_MOVE);
                sync(directory);
                return place;
            }
        });
        evict();
    }

    private static void sync(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Removes what the policy lets go and nobody uses.
     *
     * @return the digests of the layers that are gone
     */
    public List<String> evict() throws IOException {
        return new Eviction(directory, policy).run(this::remove);
    }

    /** The image goes first, out of sight at once: without it there is no layer. */
    private void remove(String digest) throws IOException {
        try (OwnedDirectory place = OwnedDirectory.create(work)) {
            Files.move(
                    directory.resolve(digest + IMAGE),
                    place.path().resolve("evicted" + IMAGE),
                    StandardCopyOption.ATOMIC_MOVE);
            FileTrees.remove(directory.resolve(digest + PACKAGES));
        } catch (NoSuchFileException e) {
            // Somebody else evicts it.
            return;
        }
    }
}

package io.umlmachine.pbuilder.internal.layer;

import io.umlmachine.internal.unix.AllocatedSize;
import io.umlmachine.pbuilder.LayerPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the layers that go: those that nobody has used for too long, and then, while all take too much room, those that
 * were not used for the longest time. One in use would give no room back, and stays. For one use.
 *
 * @param directory the store's
 * @param policy what may stay
 */
record Eviction(Path directory, LayerPolicy.Keep policy) {

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    /** A layer as it is seen now. */
    private record Seen(String digest, long bytes, Instant lastUse, boolean used) {}

    /** Removes one. */
    @FunctionalInterface
    interface Removal {
        void remove(String digest) throws IOException;
    }

    List<String> run(Removal removal) throws IOException {
        Instant oldest = Instant.now().minus(policy.maxAge());
        List<Seen> layers = seen();
        long bytes = layers.stream().mapToLong(Seen::bytes).sum();
        List<String> gone = new ArrayList<>();
        for (Seen layer : layers) {
            boolean tooOld = layer.lastUse().isBefore(oldest);
            if (!layer.used() && (tooOld || bytes > policy.maxSize().bytes())) {
                LOG.debug("Evicting the layer {}, last used {}", layer.digest(), layer.lastUse());
                removal.remove(layer.digest());
                bytes -= layer.bytes();
                gone.add(layer.digest());
            }
        }
        removeNotes(oldest);
        return gone;
    }

    /** Those that were not used for the longest time come first. */
    private List<Seen> seen() throws IOException {
        List<Seen> layers = new ArrayList<>();
        for (Path image : files(LayerStore.IMAGE)) {
            String name = image.getFileName().toString();
            String digest = name.substring(0, name.length() - LayerStore.IMAGE.length());
            try {
                layers.add(new Seen(
                        digest,
                        AllocatedSize.of(image),
                        Files.getLastModifiedTime(directory.resolve(digest + LayerStore.PACKAGES))
                                .toInstant(),
                        (Integer) Files.getAttribute(image, "unix:nlink") > 1));
            } catch (NoSuchFileException e) {
                LOG.debug("Somebody else evicts {}", digest);
            }
        }
        layers.sort(Comparator.comparing(Seen::lastUse));
        return layers;
    }

    /**
     * Answers are small, and each is written anew when it is out of date; locks that are not held mean nothing. Both go when
     * they are as old as layers may become.
     */
    private void removeNotes(Instant oldest) throws IOException {
        List<Path> notes = new ArrayList<>(files(LayerStore.ANSWER));
        notes.addAll(files(LayerStore.LOCK));
        for (Path list : files(LayerStore.PACKAGES)) {
            String name = list.getFileName().toString();
            // A killed program did not come to the image.
            if (!Files.exists(directory.resolve(name.replace(LayerStore.PACKAGES, LayerStore.IMAGE)))) {
                notes.add(list);
            }
        }
        for (Path note : notes) {
            try {
                if (Files.getLastModifiedTime(note).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(note);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("Somebody else removed {}", note);
            }
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        }
    }
}

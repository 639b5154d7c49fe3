package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows generations to the outside. Thread-safe. */
public final class GenerationListing {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationListing.class);

    private GenerationListing() {}

    /** Those of an image that are whole, by ascending numbers. */
    public static List<StoredGeneration> of(ImageDirectory directory) throws IOException {
        List<StoredGeneration> listed = new ArrayList<>();
        List<Generation> found;
        do {
            found = directory.generations();
            for (Generation generation : found) {
                find(directory, generation).ifPresent(listed::add);
            }
            // All may have been superseded and collected meanwhile, by one that was not there yet.
        } while (listed.isEmpty()
                && !found.containsAll(directory.current().stream().toList()));
        return listed;
    }

    /** One that is whole; nothing if it is damaged, or goes at this moment. */
    public static Optional<StoredGeneration> find(ImageDirectory directory, Generation generation) throws IOException {
        try {
            return generation.isWhole() ? Optional.of(show(directory, generation)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("Not listed: {}", e.toString());
            return Optional.empty();
        }
    }

    private static StoredGeneration show(ImageDirectory directory, Generation generation) throws IOException {
        return new StoredGeneration(
                generation.name(),
                generation.image(),
                directory.manifest(generation),
                directory.current().filter(generation::equals).isPresent(),
                UseLocks.isUsed(generation),
                lastUse(generation),
                new ByteSize(DiskUse.of(generation)),
                new ByteSize(Files.size(generation.image())));
    }

    /** Without its mark, the time at which it was made: the disk is not written afterwards. */
    static Instant lastUse(Generation generation) throws IOException {
        try {
            return Files.getLastModifiedTime(generation.use()).toInstant();
        } catch (NoSuchFileException e) {
            return Files.getLastModifiedTime(generation.image()).toInstant();
        }
    }
}

package io.umlmachine.image.internal.store;

import io.umlmachine.image.GenerationCheck;
import io.umlmachine.image.StoreException;
import io.umlmachine.image.StoreException.Reason;
import io.umlmachine.image.StoredGeneration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What users do with the generations of one image, other than making them. Immutable and thread-safe.
 *
 * @param image the image
 */
public record StoreChanges(ImageDirectory image) {

    /** A generation in use. */
    public GenerationLease lease(int number) throws IOException {
        Optional<GenerationLease> lease = image.lease(image.generation(number));
        if (lease.isEmpty()) {
            throw missing(number);
        }
        return lease.get();
    }

    /** Makes the generation before the current one current, or the newest if none is. */
    public StoredGeneration rollback() throws IOException, InterruptedException {
        requireAny();
        return image.exclusively(() -> {
            Optional<Generation> current = image.current();
            List<Generation> whole = whole();
            Optional<Generation> before = whole.stream()
                    .filter(generation -> current.isEmpty()
                            || generation.number() < current.get().number())
                    .reduce((first, second) -> second);
            if (before.isEmpty()) {
                throw new StoreException(
                        Reason.NO_GENERATION,
                        image.name(),
                        "The image " + image.name() + " has no generation before the current one; " + numbers());
            }
            return choose(before.get());
        });
    }

    /** Makes a generation current. */
    public StoredGeneration rollback(int number) throws IOException, InterruptedException {
        requireAny();
        return image.exclusively(() -> {
            Generation generation = image.generation(number);
            if (!generation.hasDisk()) {
                throw missing(number);
            }
            return choose(generation);
        });
    }

    private StoredGeneration choose(Generation generation) throws IOException {
        try {
            image.manifest(generation);
        } catch (IOException e) {
            throw (StoreException) new StoreException(
                            Reason.DAMAGED,
                            generation.name(),
                            "The generation " + generation.name() + " has no manifest that can be read: "
                                    + e.getMessage()
                                    + "; choose another, or make the image anew with DebianImage.create")
                    .initCause(e);
        }
        if (image.current().filter(generation::equals).isEmpty()) {
            image.makeCurrent(generation);
        }
        Optional<StoredGeneration> chosen = GenerationListing.find(image, generation);
        if (chosen.isEmpty()) {
            throw missing(generation.number());
        }
        return chosen.get();
    }

    /** Checks all that have a disk. */
    public List<GenerationCheck> verify() throws IOException {
        requireAny();
        List<GenerationCheck> checks = new ArrayList<>();
        for (Generation generation : image.generations()) {
            Optional<GenerationLease> lease = image.lease(generation);
            // Else it is only a part, or was just superseded.
            if (lease.isPresent()) {
                try (GenerationLease used = lease.get()) {
                    checks.add(GenerationAudit.of(image, used.generation()));
                }
            }
        }
        return checks;
    }

    /** Checks one. */
    public GenerationCheck verify(int number) throws IOException {
        try (GenerationLease used = lease(number)) {
            return GenerationAudit.of(image, used.generation());
        }
    }

    /** Removes all. */
    public void remove() throws IOException, InterruptedException {
        requireAny();
        image.exclusively(() -> {
            Optional<Generation> used = image.removeAllUnlessUsed();
            if (used.isPresent()) {
                throw inUse(used.get());
            }
            return true;
        });
    }

    /** Removes one that is not current. */
    public void remove(int number) throws IOException, InterruptedException {
        requireAny();
        image.exclusively(() -> {
            Generation generation = image.generation(number);
            if (!image.generations().contains(generation)) {
                throw missing(number);
            }
            if (image.current().filter(generation::equals).isPresent()) {
                throw new StoreException(
                        Reason.CURRENT,
                        generation.name(),
                        "The generation " + generation.name()
                                + " is the current one; roll back first, or remove the whole image");
            }
            if (!image.removeUnlessUsed(generation)) {
                throw inUse(generation);
            }
            return true;
        });
    }

    private static StoreException inUse(Generation generation) {
        return new StoreException(
                Reason.IN_USE,
                generation.name(),
                "The generation " + generation.name()
                        + " is in use; end the machines that use it, which this shows: fuser -v " + generation.use());
    }

    private void requireAny() throws IOException {
        if (image.generations().isEmpty()) {
            throw new StoreException(
                    Reason.NO_IMAGE,
                    image.name(),
                    "There is no image " + image.name() + " in " + image.store()
                            + "; ImageStore.images tells those there are");
        }
    }

    private StoreException missing(int number) throws IOException {
        Generation generation = image.generation(number);
        return new StoreException(
                Reason.NO_GENERATION,
                generation.name(),
                "There is no generation " + generation.name() + " in " + image.store() + "; " + numbers());
    }

    private String numbers() throws IOException {
        List<Generation> whole = whole();
        return whole.isEmpty()
                ? "there is none"
                : "there are: "
                        + whole.stream()
                                .map(generation -> Integer.toString(generation.number()))
                                .collect(Collectors.joining(", "));
    }

    private List<Generation> whole() throws IOException {
        return image.generations().stream().filter(Generation::isWhole).toList();
    }
}

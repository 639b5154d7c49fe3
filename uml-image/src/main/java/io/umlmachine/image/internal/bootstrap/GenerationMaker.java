package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.ByteSize;
import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageLayer;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.store.DiskDigest;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Makes generations of one recipe: gives the attempt a place, checks what was produced by booting it, and publishes it.
 * Until then the store has not changed, and afterwards nothing is left of the attempt.
 *
 * @param recipe what is made
 * @param layers what comes on top of it, the lowest first
 * @param timeout how long one program may run
 * @param machineOptions how the machines boot that take part
 * @param listener who hears of it
 */
public record GenerationMaker(
        ImageRecipe recipe,
        List<ImageLayer> layers,
        Duration timeout,
        MachineOptions machineOptions,
        Consumer<ImageEvent> listener) {

    /**
     * Makes a generation and publishes it. The caller has the directory's lock.
     *
     * @return what is known about it; empty if there was nothing to make
     */
    public Optional<ImageManifest> make(ImageDirectory directory, Production production)
            throws IOException, InterruptedException {
        try (OwnedDirectory work = OwnedDirectory.create(directory.work())) {
            Creation creation =
                    new Creation(directory.name(), work, directory.logs(), timeout, machineOptions, listener);
            Optional<Production.Product> made = production.makeDisk(creation);
            if (made.isEmpty()) {
                return Optional.empty();
            }
            Production.Product product = made.get();
            Verification verified = creation.phase(ImagePhase.VERIFY, () -> Verification.of(product.disk(), creation));
            return Optional.of(creation.phase(ImagePhase.PUBLISH, () -> {
                ImageManifest manifest = manifest(directory, production, product, verified, creation);
                directory.publish(product.disk(), manifest);
                return manifest;
            }));
        }
    }

    private ImageManifest manifest(
            ImageDirectory directory,
            Production production,
            Production.Product product,
            Verification verified,
            Creation creation)
            throws IOException {
        Set<Subject> tools = EnumSet.of(Subject.KERNEL);
        tools.addAll(product.tools());
        SortedMap<String, String> versions = Tools.versions(tools);
        versions.putAll(product.fetched());
        return new ImageManifest(
                directory.name(),
                directory.next().number(),
                recipe,
                layers,
                production.operation(),
                production.base(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                DiskDigest.of(product.disk(), creation::progress),
                new ByteSize(Files.size(product.disk())),
                verified.kernel(),
                versions,
                verified.packages(),
                creation.durations());
    }
}

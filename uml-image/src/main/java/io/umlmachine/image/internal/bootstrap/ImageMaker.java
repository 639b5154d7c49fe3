package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.Bootstrap;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes generations of one recipe: from the choice of the tool to the publication.
 *
 * @param recipe what to make
 * @param bootstrap by which tool
 * @param timeout how long one program may run
 * @param listener who hears of it
 */
public record ImageMaker(ImageRecipe recipe, Bootstrap bootstrap, Duration timeout, Consumer<ImageEvent> listener) {

    /** Makes a generation and publishes it. The caller has the directory's lock. */
    public Generation make(ImageDirectory directory) throws IOException, InterruptedException {
        try (OwnedDirectory work = OwnedDirectory.create(directory.work())) {
            Creation creation = new Creation(directory.name(), work, directory.logs(), timeout, listener);
            Resolved resolved = creation.phase(
                    ImagePhase.RESOLVE, () -> new Resolved(Plan.of(recipe), Bootstrappers.choose(bootstrap, work)));
            Path disk = resolved.bootstrapper().makeDisk(resolved.plan(), creation);
            Verification verified = creation.phase(ImagePhase.VERIFY, () -> Verification.of(disk, creation));
            return creation.phase(ImagePhase.PUBLISH, () -> {
                int number = directory.next().number();
                ImageManifest manifest = manifest(number, disk, verified, resolved.bootstrapper(), creation);
                return directory.publish(disk, manifest);
            });
        }
    }

    private record Resolved(Plan plan, Bootstrapper bootstrapper) {}

    private ImageManifest manifest(
            int number, Path disk, Verification verified, Bootstrapper bootstrapper, Creation creation)
            throws IOException {
        Set<Subject> tools = EnumSet.of(bootstrapper.tool(), Subject.MKE2FS, Subject.KERNEL);
        if (!Tools.isRoot()) {
            tools.add(Subject.FAKEROOT);
        }
        return new ImageManifest(
                recipe.name(),
                number,
                recipe,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                DiskDigest.of(disk),
                recipe.size(),
                verified.kernel(),
                Tools.versions(tools),
                verified.packages(),
                creation.durations());
    }
}

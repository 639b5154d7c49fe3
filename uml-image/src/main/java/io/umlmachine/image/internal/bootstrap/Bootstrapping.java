package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.Bootstrap;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a system from the packages of an archive.
 *
 * @param recipe what to make
 * @param bootstrap by which tool
 */
public record Bootstrapping(ImageRecipe recipe, Bootstrap bootstrap) implements Production {

    @Override
    public ImageOperation operation() {
        return ImageOperation.CREATE;
    }

    @Override
    public Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException {
        Resolved resolved = creation.phase(
                ImagePhase.RESOLVE,
                () -> new Resolved(Plan.of(recipe), Bootstrappers.choose(bootstrap, creation.directory())));
        Path disk = resolved.bootstrapper().makeDisk(resolved.plan(), creation);
        Set<Subject> tools = EnumSet.of(resolved.bootstrapper().tool(), Subject.MKE2FS);
        if (!Tools.isRoot()) {
            tools.add(Subject.FAKEROOT);
        }
        return Optional.of(new Product(disk, tools));
    }

    private record Resolved(Plan plan, Bootstrapper bootstrapper) {}
}

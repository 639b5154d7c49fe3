package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.image.Bootstrap;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.RecipeSteps;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
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
 * @param surroundings how the archive is reached
 */
public record Bootstrapping(ImageRecipe recipe, Bootstrap bootstrap, Surroundings surroundings) implements Production {

    @Override
    public ImageOperation operation() {
        return ImageOperation.CREATE;
    }

    @Override
    public Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException {
        Resolved resolved = creation.phase(ImagePhase.RESOLVE, () -> {
            Path debian = DebianKeyring.find(recipe, surroundings, creation);
            Plan plan = Plan.of(recipe, Keyrings.of(recipe, debian), surroundings);
            return new Resolved(plan, Bootstrappers.choose(bootstrap, plan, creation));
        });
        Bootstrapper.Working working = resolved.bootstrapper().makeDisk(resolved.plan(), creation);
        if (RecipeSteps.isNeeded(recipe)) {
            creation.phase(ImagePhase.CUSTOMISE, () -> customise(working.disk(), resolved.plan(), creation));
        }
        Path disk = working.finished()
                ? working.disk()
                : creation.phase(
                        ImagePhase.FILESYSTEM,
                        () -> FileSystem.repack(working.disk(), recipe, working.epoch(), creation));
        Set<Subject> tools = EnumSet.of(resolved.bootstrapper().tool(), Subject.E2FSCK);
        if (resolved.bootstrapper() instanceof Debootstrap && !Tools.isRoot()) {
            tools.add(Subject.FAKEROOT);
        }
        return Optional.of(new Product(disk, tools, resolved.bootstrapper().fetched()));
    }

    private Path customise(Path disk, Plan plan, Creation creation) throws IOException, InterruptedException {
        try (WorkMachine machine = WorkMachine.boot(disk, recipe.settings().hostname(), surroundings, creation)) {
            new RecipeSteps(recipe, plan.aptOptions(), creation).run(machine);
            machine.finish();
        }
        return disk;
    }

    private record Resolved(Plan plan, Bootstrapper bootstrapper) {}
}

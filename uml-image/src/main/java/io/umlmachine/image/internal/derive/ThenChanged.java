package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.FileSystem;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Changes what another production has made, before anybody else gets to see it.
 *
 * @param first what makes the disk
 * @param recipe what it is made from
 * @param surroundings how the machine reaches the archives
 * @param change what is done in a machine that has booted the disk
 */
public record ThenChanged(Production first, ImageRecipe recipe, Surroundings surroundings, GuestChange change)
        implements Production {

    @Override
    public ImageOperation operation() {
        return first.operation();
    }

    @Override
    public Optional<GenerationName> base() {
        return first.base();
    }

    @Override
    public Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException {
        Optional<Product> made = first.makeDisk(creation);
        if (made.isPresent()) {
            Path disk = made.get().disk();
            creation.phase(ImagePhase.CUSTOMISE, () -> changed(disk, creation));
            creation.phase(ImagePhase.FLATTEN, () -> {
                FileSystem.settle(disk, creation);
                return disk;
            });
        }
        return made;
    }

    private boolean changed(Path disk, Creation creation) throws IOException, InterruptedException {
        String hostname = recipe.settings().hostname();
        try (WorkMachine machine = WorkMachine.boot(disk, hostname, surroundings, creation)) {
            MachineTraces traces = MachineTraces.of(machine);
            boolean changed = change.apply(machine);
            traces.remove();
            machine.finish();
            return changed;
        }
    }
}

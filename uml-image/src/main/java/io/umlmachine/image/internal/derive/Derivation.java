package io.umlmachine.image.internal.derive;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the disk of a generation from that of another, which stays as it is: a machine on an overlay of it changes the
 * system, and both become one disk.
 *
 * @param operation what this is called in the manifest
 * @param phase the phase in which the change is done
 * @param disk the disk to start from, which nobody removes meanwhile
 * @param from which generation that is
 * @param recipe what it was made from
 * @param surroundings how the machine reaches the archives
 * @param change what is done in the machine
 */
public record Derivation(
        ImageOperation operation,
        ImagePhase phase,
        Path disk,
        GenerationName from,
        ImageRecipe recipe,
        Surroundings surroundings,
        GuestChange change)
        implements Production {

    @Override
    public Optional<GenerationName> base() {
        return Optional.of(from);
    }

    @Override
    public Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException {
        creation.phase(ImagePhase.RESOLVE, () -> {
            UmlHost.require(Subject.KERNEL, Subject.E2FSCK);
            return base();
        });
        Workplace workplace = Workplace.of(disk, recipe, creation);
        if (!creation.phase(phase, () -> change(workplace))) {
            return Optional.empty();
        }
        Path flat = creation.phase(ImagePhase.FLATTEN, workplace::toDisk);
        return Optional.of(new Product(flat, Set.of(Subject.E2FSCK)));
    }

    private boolean change(Workplace workplace) throws IOException, InterruptedException {
        try (WorkMachine machine = workplace.boot(surroundings)) {
            MachineTraces traces = MachineTraces.of(machine);
            boolean changed = change.apply(machine);
            if (changed) {
                traces.remove();
                machine.finish();
            }
            return changed;
        }
    }
}

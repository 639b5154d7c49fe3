package io.umlmachine.image.internal.derive;

import io.umlmachine.CowFile;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.FileSystem;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param from what is known about it
 * @param surroundings how the machine reaches the archives
 * @param change what is done in the machine
 */
public record Derivation(
        ImageOperation operation,
        ImagePhase phase,
        Path disk,
        ImageManifest from,
        Surroundings surroundings,
        GuestChange change)
        implements Production {

    @Override
    public Optional<GenerationName> base() {
        return Optional.of(new GenerationName(from.name(), from.generation()));
    }

    @Override
    public Optional<Product> makeDisk(Creation creation) throws IOException, InterruptedException {
        creation.phase(ImagePhase.RESOLVE, () -> {
            UmlHost.require(Subject.KERNEL, Subject.MKE2FS);
            return base();
        });
        Path overlay = creation.file("overlay.cow");
        if (!creation.phase(phase, () -> change(overlay, creation))) {
            return Optional.empty();
        }
        Path flat = creation.phase(ImagePhase.FLATTEN, () -> flatten(overlay, creation));
        return Optional.of(new Product(flat, Set.of(Subject.MKE2FS)));
    }

    private boolean change(Path overlay, Creation creation) throws IOException, InterruptedException {
        String hostname = from.recipe().settings().hostname();
        try (WorkMachine machine = WorkMachine.overlaid(disk, overlay, hostname, surroundings, creation)) {
            MachineTraces traces = MachineTraces.of(machine);
            boolean changed = change.apply(machine);
            if (changed) {
                traces.remove();
                machine.finish();
            }
            return changed;
        }
    }

    private static Path flatten(Path overlay, Creation creation) throws IOException, InterruptedException {
        Path flat = creation.file("disk.img");
        Interrupts.heed(() -> {
            CowFile.open(overlay).merge(flat);
            return flat;
        });
        Files.delete(overlay);
        FileSystem.settle(flat, creation);
        return flat;
    }
}

package io.umlmachine.image.internal.derive;

import io.umlmachine.CowFile;
import io.umlmachine.Network;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.GenerationName;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImageManifest;
import io.umlmachine.image.ImageOperation;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.FileSystem;
import io.umlmachine.image.internal.bootstrap.Production;
import io.umlmachine.internal.host.Interrupts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the disk of a generation from that of another, which stays as it is: a machine on an overlay of it changes the
 * system, and both become one disk.
 *
 * @param operation what this is called in the manifest
 * @param phase the phase in which the change is done
 * @param disk the disk to start from, which nobody removes meanwhile
 * @param from what is known about it
 * @param network what the machine is connected to
 * @param change what is done in the machine
 */
public record Derivation(
        ImageOperation operation, ImagePhase phase, Path disk, ImageManifest from, Network network, GuestChange change)
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
        UmlMachine machine = boot(overlay, creation);
        boolean changed;
        try (machine) {
            changed = change.apply(new GuestSession(machine, creation));
            if (changed) {
                GuestTraces.remove(machine);
                machine.exec("sync").orThrow();
            }
        } catch (IOException | RuntimeException e) {
            requireRoom(machine, overlay, creation, e);
            throw e;
        }
        // The machine is closed: its kernel has said all that it had to say.
        requireRoom(machine, overlay, creation, null);
        if (changed && DiskErrors.areTold(machine.console())) {
            throw creation.failure(
                    ImageFailure.HOST,
                    "the machine could not write to " + overlay,
                    machine.kernelCommandLine(),
                    OptionalInt.empty(),
                    machine.console());
        }
        return changed;
    }

    private UmlMachine boot(Path overlay, Creation creation) throws InterruptedException {
        return creation.machine()
                .image(disk)
                .cow(overlay)
                .network(network)
                // What is installed may note the machine's name, which is not to be that of this machine.
                .hostname(from.recipe().settings().hostname())
                .boot();
    }

    /** What a full disk of the host does to the guest only its kernel tells: a program sees an I/O error, or nothing. */
    private static void requireRoom(UmlMachine machine, Path overlay, Creation creation, @Nullable Exception symptom) {
        if (DiskErrors.tellNoSpace(machine.console())) {
            ImageException full = creation.failure(
                    ImageFailure.NO_SPACE,
                    "there is no room for what the machine writes in " + overlay.getParent() + "; make some",
                    machine.kernelCommandLine(),
                    OptionalInt.empty(),
                    machine.console());
            if (symptom != null) {
                full.addSuppressed(symptom);
            }
            throw full;
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

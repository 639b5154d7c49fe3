package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.DiskImage;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.DependencyLayer;
import io.umlmachine.pbuilder.DependencyLayer.Origin;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.layer.Answer;
import io.umlmachine.pbuilder.internal.layer.BaseIdentity;
import io.umlmachine.pbuilder.internal.layer.KnownRelease;
import io.umlmachine.pbuilder.internal.layer.LayerLease;
import io.umlmachine.pbuilder.internal.layer.LayerStore;
import io.umlmachine.pbuilder.internal.layer.Question;
import io.umlmachine.pbuilder.internal.layer.ReleaseCheck;
import io.umlmachine.pbuilder.internal.layer.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Boots a machine that has what a source needs: from a layer, if one may be used, and else from the base image, where apt
 * installs it and a layer is made of that. For one thread and one use.
 */
final class Preparation {

    private final PbuilderConfig config;
    private final LayerPolicy policy;
    private final Machines machines;
    private final Workspace workspace;
    private final Journal journal;
    private final Dsc dsc;
    private Optional<DependencyLayer> layer = Optional.empty();

    Preparation(PbuilderConfig config, LayerPolicy policy, Dsc dsc, Workspace workspace, Journal journal) {
        this.config = config;
        this.policy = policy;
        this.machines = new Machines(config);
        this.dsc = dsc;
        this.workspace = workspace;
        this.journal = journal;
    }

    /** The layer that the machine came from, or that was made of it. */
    Optional<DependencyLayer> layer() {
        return layer;
    }

    /** The machine; if it cannot be had, nothing runs. */
    UmlMachine machine() throws IOException, InterruptedException {
        MachineImage image = machines.image(journal::line);
        if (!(policy instanceof LayerPolicy.Keep keep)) {
            return installed(image);
        }
        LayerStore store = LayerStore.open(keep);
        // The machine keeps it from then on, if it boots from it.
        BaseLease base = new BaseLease(image.acquire());
        try {
            return machine(base, store);
        } finally {
            base.release();
        }
    }

    private UmlMachine machine(BaseLease base, LayerStore store) throws IOException, InterruptedException {
        Question question = GuestSetup.question(BaseIdentity.of(base.path()), config, dsc);
        Optional<Answer> known = store.answer(question);
        Optional<UmlMachine> found = known.isPresent() ? find(known.get(), store) : Optional.empty();
        if (found.isPresent()) {
            return found.get();
        }
        return store.exclusively(question.digest(), () -> {
            Optional<Answer> now = store.answer(question);
            // Another build may have got an answer meanwhile.
            Optional<UmlMachine> foundNow =
                    now.isPresent() && !now.equals(known) ? find(now.get(), store) : Optional.empty();
            return foundNow.isPresent() ? foundNow.get() : ask(question, base, store);
        });
    }

    /** The machine of a layer, if that is there and the answer still holds. That is asked for while the machine boots. */
    private Optional<UmlMachine> find(Answer answer, LayerStore store) throws IOException, InterruptedException {
        Optional<LayerLease> lease = store.take(answer.layer());
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (ReleaseCheck check = ReleaseCheck.start(answer.releases())) {
            UmlMachine machine = boot(lease.get());
            Optional<String> objection = closingOnFailure(machine, check::objection);
            if (objection.isEmpty()) {
                use(Origin.FOUND, answer.layer(), lease.get().packages());
                return Optional.of(machine);
            }
            journal.line("Apt has to be asked again, because " + objection.get());
            discard(machine);
            return Optional.empty();
        } finally {
            if (layer.isEmpty()) {
                lease.get().close();
            }
        }
    }

    /** The machine that apt's answer leads to: of a layer, or with the packages just installed. */
    private UmlMachine ask(Question question, BaseLease base, LayerStore store)
            throws IOException, InterruptedException {
        UmlMachine machine = machines.boot(workspace, base.handOver(), machines.network());
        return closingOnFailure(machine, () -> {
            GuestSetup setup = new GuestSetup(machine, journal, config);
            setup.prepare();
            setup.updateLists(dsc);
            Optional<Resolution> resolution = setup.resolve(dsc);
            if (resolution.isEmpty()) {
                // Apt says what is wrong.
                setup.installDependencies(dsc);
                return machine;
            }
            String digest = question.layer(resolution.get());
            Optional<List<KnownRelease>> releases = setup.releases();
            return store.exclusively(digest, () -> {
                Optional<LayerLease> lease = store.take(digest);
                UmlMachine ready = lease.isPresent()
                        ? exchange(machine, lease.get(), digest)
                        : make(machine, setup, resolution.get(), digest, store);
                if (layer.isPresent() && releases.isPresent()) {
                    store.remember(question, new Answer(digest, releases.get()));
                }
                return ready;
            });
        });
    }

    private UmlMachine exchange(UmlMachine machine, LayerLease lease, String digest)
            throws IOException, InterruptedException {
        try {
            discard(machine);
            UmlMachine ready = boot(lease);
            use(Origin.RESOLVED, digest, lease.packages());
            return ready;
        } finally {
            if (layer.isEmpty()) {
                lease.close();
            }
        }
    }

    private UmlMachine make(
            UmlMachine machine, GuestSetup setup, Resolution resolution, String digest, LayerStore store)
            throws IOException, InterruptedException {
        setup.installDependencies(dsc);
        if (!setup.hasExactly(resolution)) {
            journal.line("Apt installed something else than it said: no layer is made of this machine");
            return machine;
        }
        try {
            setup.removeFetched();
            store.publish(digest, resolution.installed(), image -> {
                try (DiskImage snapshot = machine.snapshot()) {
                    snapshot.keep(image).close();
                }
            });
            use(Origin.MADE, digest, resolution.installed());
        } catch (IOException e) {
            // A full disk, say. The machine itself is well.
            journal.line("The installed dependencies are not kept for later builds: " + e);
        }
        return machine;
    }

    private UmlMachine installed(MachineImage image) throws IOException, InterruptedException {
        UmlMachine machine = machines.boot(workspace, image, machines.network());
        return closingOnFailure(machine, () -> {
            GuestSetup setup = new GuestSetup(machine, journal, config);
            setup.prepare();
            setup.updateLists(dsc);
            setup.installDependencies(dsc);
            return machine;
        });
    }

    /** All that needs a network is in the layer. */
    private UmlMachine boot(LayerLease lease) throws InterruptedException {
        return machines.boot(workspace, () -> lease, Network.none());
    }

    /** Ends a machine in whose place another one comes. */
    private void discard(UmlMachine machine) throws IOException {
        machine.close();
        Files.deleteIfExists(workspace.overlay());
    }

    private void use(Origin origin, String digest, List<String> packages) {
        DependencyLayer used = new DependencyLayer(origin, digest, packages);
        layer = Optional.of(used);
        journal.layer(used);
    }

    private static <T> T closingOnFailure(UmlMachine machine, LayerStore.Action<T> action)
            throws IOException, InterruptedException {
        boolean done = false;
        try {
            T result = action.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                machine.close();
            }
        }
    }

    /** A base image in use, by this or by the machine that boots from it. */
    private static final class BaseLease {

        private final MachineImage.Lease lease;
        private boolean handedOver;

        BaseLease(MachineImage.Lease lease) {
            this.lease = lease;
        }

        java.nio.file.Path path() {
            return lease.path();
        }

        MachineImage handOver() {
            handedOver = true;
            return () -> lease;
        }

        void release() {
            if (!handedOver) {
                lease.close();
            }
        }
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.DiskImage;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Closing;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.DependencyLayer;
import io.umlmachine.pbuilder.DependencyLayer.Origin;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.hooks.HookDirectory;
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
import java.util.Set;

/**
 * Boots a machine that has what a source needs: from a layer, if one may be used, and else from the base image, where apt
 * installs it and a layer is made of that. For one thread and one use.
 */
final class Preparation {

    private final PbuilderConfig config;
    private final LayerPolicy policy;
    private final BuildRequest request;
    private final Machines machines;
    private final Workspace workspace;
    private final Journal journal;
    private final FailureKeeper keeper;
    private final HookDirectory hooks;
    private final Wanted wanted;

    Preparation(
            PbuilderConfig config,
            LayerPolicy policy,
            BuildRequest request,
            Dsc dsc,
            Workspace workspace,
            Journal journal,
            FailureKeeper keeper,
            HookDirectory hooks) {
        this.config = config;
        this.policy = policy;
        this.request = request;
        this.machines = new Machines(config);
        this.workspace = workspace;
        this.journal = journal;
        this.keeper = keeper;
        this.hooks = hooks;
        this.wanted = Wanted.of(config, request, dsc);
    }

    /** The machine; if it cannot be had, nothing runs. */
    Room room() throws IOException, InterruptedException {
        journal.kernel(machines.kernel());
        MachineImage image = told(machines.image(journal::line));
        if (!(policy instanceof LayerPolicy.Keep keep)) {
            return installed(image);
        }
        if (hooks.hasAny(HookPoint.AFTER_BOOT, HookPoint.BEFORE_DEPENDENCIES)) {
            journal.line("No dependency layer is used: hooks may change what apt installs");
            return installed(image);
        }
        LayerStore store = LayerStore.open(keep);
        BaseLease base = new BaseLease(image.acquire());
        try {
            return room(base, store);
        } finally {
            base.release();
        }
    }

    /** Which image it is turns out when it is there. */
    private MachineImage told(MachineImage image) {
        return () -> {
            MachineImage.Lease lease = image.acquire();
            journal.base(lease.path());
            return lease;
        };
    }

    private Room installed(MachineImage image) throws IOException, InterruptedException {
        Room room = boot(image);
        return Closing.onFailure(room::close, () -> {
            ready(room);
            room.setup().install(wanted);
            return room;
        });
    }

    private Room room(BaseLease base, LayerStore store) throws IOException, InterruptedException {
        Question question = question(base);
        Optional<Answer> known = store.answer(question);
        Optional<Room> found = known.isPresent() ? find(known.get(), store) : Optional.empty();
        if (found.isPresent()) {
            return found.get();
        }
        return store.exclusively(question.digest(), () -> {
            Optional<Answer> now = store.answer(question);
            // Another build may have got an answer meanwhile.
            Optional<Room> foundNow = now.isPresent() && !now.equals(known) ? find(now.get(), store) : Optional.empty();
            return foundNow.isPresent() ? foundNow.get() : ask(question, base, store);
        });
    }

    private Question question(BaseLease base) throws IOException {
        return new Question(BaseIdentity.of(base.path()), GuestSetup.preparation(config), wanted.texts());
    }

    /** The machine of a layer, if that is there and the answer still holds. That is asked for while the machine boots. */
    private Optional<Room> find(Answer answer, LayerStore store) throws IOException, InterruptedException {
        Optional<LayerLease> lease = store.take(answer.layer());
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (ReleaseCheck check = ReleaseCheck.start(answer.releases())) {
            Room room = boot(lease.get());
            Optional<String> objection = Closing.onFailure(room::close, check::objection);
            if (objection.isEmpty()) {
                use(Origin.FOUND, answer.layer(), lease.get().packages());
                return Optional.of(room);
            }
            journal.line("Apt has to be asked again, because " + objection.get());
            discard(room);
            return Optional.empty();
        } finally {
            if (!isLayered()) {
                lease.get().close();
            }
        }
    }

    /** The machine that apt's answer leads to: of a layer, or with the packages just installed. */
    private Room ask(Question question, BaseLease base, LayerStore store) throws IOException, InterruptedException {
        Room room = boot(base.handOver());
        return Closing.onFailure(room::close, () -> {
            ready(room);
            Optional<Resolution> resolution = room.setup().resolve(wanted);
            Optional<List<KnownRelease>> releases = room.setup().releases();
            // Packages that come in a second step are chosen from lists that only the release files tell.
            if (resolution.isEmpty() || !wanted.extra().isEmpty() && releases.isEmpty()) {
                room.setup().install(wanted);
                return room;
            }
            String digest = question.layer(
                    resolution.get(),
                    wanted.extra().isEmpty()
                            ? List.of()
                            : releases.get().stream().map(KnownRelease::sha256).toList());
            return store.exclusively(digest, () -> {
                Optional<LayerLease> lease = store.take(digest);
                Room ready = lease.isPresent()
                        ? exchange(room, lease.get(), digest)
                        : make(room, resolution.get(), digest, store);
                // Files of the host may have changed meanwhile.
                if (isLayered() && releases.isPresent() && question(base).equals(question)) {
                    store.remember(question, new Answer(digest, releases.get()));
                }
                return ready;
            });
        });
    }

    private Room exchange(Room room, LayerLease lease, String digest) throws IOException, InterruptedException {
        try {
            discard(room);
            Room ready = boot(lease);
            use(Origin.RESOLVED, digest, lease.packages());
            return ready;
        } finally {
            if (!isLayered()) {
                lease.close();
            }
        }
    }

    private Room make(Room room, Resolution resolution, String digest, LayerStore store)
            throws IOException, InterruptedException {
        Set<String> before = room.setup().installed();
        room.setup().install(wanted);
        if (!resolution.explains(before, room.setup().installed())) {
            journal.line("Apt installed something else than it said: no layer is made of this machine");
            return room;
        }
        try {
            room.setup().removeFetched();
            store.publish(digest, resolution.installed(), image -> {
                try (DiskImage snapshot = room.machine().snapshot()) {
                    snapshot.keep(image).close();
                }
            });
            use(Origin.MADE, digest, resolution.installed());
        } catch (IOException e) {
            // A full disk, say. The machine itself is well.
            journal.line("The installed dependencies are not kept for later builds: " + e);
        }
        return room;
    }

    /** Makes a machine that has just booted ready to install what is wanted. */
    private void ready(Room room) throws IOException, InterruptedException {
        room.hooks().run(HookPoint.AFTER_BOOT);
        room.setup().prepare();
        room.setup().addSources(wanted.sources());
        room.hooks().run(HookPoint.BEFORE_DEPENDENCIES);
        room.setup().updateLists(wanted.dsc());
    }

    private Room boot(MachineImage image) throws IOException, InterruptedException {
        return roomOf(machines.boot(workspace, image, machines.network()));
    }

    /** All that is installed from a network is in the layer; only hooks and the build itself may want one. */
    private Room boot(LayerLease lease) throws IOException, InterruptedException {
        boolean online = config.useNetwork()
                || hooks.hasAny(
                        HookPoint.BEFORE_BUILD,
                        HookPoint.AFTER_BUILD,
                        HookPoint.AFTER_FAILURE,
                        HookPoint.AFTER_RESULTS);
        return roomOf(machines.boot(workspace, () -> lease, online ? machines.network() : Network.none()));
    }

    private Room roomOf(UmlMachine machine) throws IOException, InterruptedException {
        Room room = Room.of(machine, journal, config, hooks, request.terminal());
        return Closing.onFailure(room::close, () -> {
            keeper.reserve();
            return room;
        });
    }

    /** Ends a machine in whose place another one comes. */
    private void discard(Room room) throws IOException {
        room.close();
        keeper.release();
        Files.deleteIfExists(workspace.overlay());
    }

    /** Whether the machine came from a layer, or one was made of it. */
    private boolean isLayered() {
        return journal.machine().layer().isPresent();
    }

    private void use(Origin origin, String digest, List<String> packages) {
        journal.layer(new DependencyLayer(origin, digest, packages));
    }
}

package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.DiskImage;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.internal.host.Closing;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.build.Journal;
import io.umlmachine.pbuilder.internal.build.Machines;
import io.umlmachine.pbuilder.internal.build.Workspace;
import java.io.IOException;
import java.time.Duration;

/**
 * Where a check is made: it boots machines for it. Immutable.
 *
 * @param config how the machines are
 * @param journal is told what happens
 * @param timeout how long a step may run
 * @param disk what machines with the packages start from, once there has been one
 */
record Bench(PbuilderConfig config, Journal journal, Duration timeout, PreparedDisk disk) {

    /** Whether the base image is the store's, so that others can be derived from it. */
    boolean isStored() {
        return config.image().isEmpty();
    }

    Machines machines() {
        return new Machines(config);
    }

    /** A machine of the base image, with a network, where apt knows the packages that were built. */
    CheckMachine withPackages(Built built) throws IOException, InterruptedException {
        return disk.isMade() ? fork(disk.image()) : prepared(built);
    }

    private CheckMachine prepared(Built built) throws IOException, InterruptedException {
        CheckMachine machine = boot(machines().image(journal::line), machines().network());
        return Closing.onFailure(machine::close, () -> {
            machine.prepare();
            machine.offer(built.debs());
            disk.offer(machine.machine());
            return machine;
        });
    }

    /** A machine that goes on where another one was, with a network. */
    CheckMachine fork(DiskImage image) throws IOException, InterruptedException {
        return boot(image, machines().network());
    }

    CheckMachine boot(MachineImage image, Network network) throws IOException, InterruptedException {
        Workspace workspace = Workspace.open(config);
        return Closing.onFailure(
                workspace::close,
                () -> new CheckMachine(this, workspace, machines().boot(workspace, image, network)));
    }
}

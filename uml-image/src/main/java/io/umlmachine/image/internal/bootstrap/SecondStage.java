package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Network;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configures, in a machine without a network, the packages that debootstrap unpacked on the host. */
record SecondStage(Plan plan, Creation creation) {

    private static final Surroundings ALONE = new Surroundings(Optional.empty(), Optional.of(Network.none()));

    void run(Path disk) throws IOException, InterruptedException {
        try (WorkMachine machine =
                WorkMachine.boot(disk, plan.recipe().settings().hostname(), ALONE, creation)) {
            machine.run("the second stage of debootstrap", List.of("/debootstrap/debootstrap", "--second-stage"));
            // It writes some of these by itself.
            for (GuestFile file : SystemFiles.of(plan)) {
                machine.put(file);
            }
            machine.finish();
        }
    }
}

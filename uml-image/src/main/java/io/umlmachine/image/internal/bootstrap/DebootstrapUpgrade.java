package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.internal.customise.Apt;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What debootstrap cannot do, for it knows one archive and no apt: a machine gets the updates of all sources, and the packages
 * that the recipe adds, as apt chooses them.
 */
record DebootstrapUpgrade(Plan plan, Creation creation) {

    /** Whether there is anything that debootstrap has not done. */
    static boolean isNeeded(Plan plan) {
        return plan.sources().size() > 1 || !plan.packages().equals(plan.packagesForApt());
    }

    void run(Path disk) throws IOException, InterruptedException {
        try (WorkMachine machine =
                WorkMachine.boot(disk, plan.recipe().settings().hostname(), plan.surroundings(), creation)) {
            Apt apt = new Apt(machine, plan.aptOptions());
            apt.update();
            apt.upgrade();
            if (!plan.packages().isEmpty()) {
                apt.installQuietly(plan.packages());
            }
            apt.clean();
            machine.finish();
        }
    }
}

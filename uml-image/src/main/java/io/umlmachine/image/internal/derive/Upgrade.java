package io.umlmachine.image.internal.derive;

import io.umlmachine.image.internal.bootstrap.GuestPackages;
import io.umlmachine.image.internal.customise.Apt;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/**
 * Brings the packages of a system up to date.
 *
 * @param aptOptions what apt is told for the making only
 */
public record Upgrade(Map<String, String> aptOptions) implements GuestChange {

    @Override
    public boolean apply(WorkMachine machine) throws IOException, InterruptedException {
        SortedMap<String, String> before = GuestPackages.of(machine.machine());
        Apt apt = new Apt(machine, aptOptions);
        apt.update();
        apt.upgrade();
        apt.removeUnneeded();
        return !GuestPackages.of(machine.machine()).equals(before);
    }
}

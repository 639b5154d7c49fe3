package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageLayer;
import io.umlmachine.image.internal.bootstrap.GuestPackages;
import io.umlmachine.image.internal.customise.Apt;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Puts a layer onto a system.
 *
 * @param layer what is added
 * @param aptOptions what apt is told for the making only
 * @param known if the system has just these packages then, with these versions, there is nothing new
 */
public record LayerInstallation(
        ImageLayer layer, Map<String, String> aptOptions, Optional<SortedMap<String, String>> known)
        implements GuestChange {

    @Override
    public boolean apply(WorkMachine machine) throws IOException, InterruptedException {
        for (GuestFile file : layer.files()) {
            machine.put(file);
        }
        if (!layer.packages().isEmpty()) {
            Apt apt = new Apt(machine, aptOptions);
            apt.update();
            apt.installQuietly(layer.packages());
        }
        for (GuestScript script : layer.scripts()) {
            machine.run(script);
        }
        return !known.equals(Optional.of(GuestPackages.of(machine.machine())));
    }
}

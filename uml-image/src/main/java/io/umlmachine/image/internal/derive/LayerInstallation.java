package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageLayer;
import io.umlmachine.image.internal.bootstrap.GuestPackages;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Puts a layer onto a system.
 *
 * @param layer what is added
 * @param known if the system has just these packages then, with these versions, there is nothing new
 */
public record LayerInstallation(ImageLayer layer, Optional<SortedMap<String, String>> known) implements GuestChange {

    @Override
    public boolean apply(GuestSession session) throws IOException, InterruptedException {
        for (GuestFile file : layer.files()) {
            session.write(file);
        }
        if (!layer.packages().isEmpty()) {
            AptGet apt = new AptGet(session);
            apt.update();
            apt.withoutDaemons(() -> apt.install(layer.packages()));
            apt.clean();
        }
        for (GuestScript script : layer.scripts()) {
            session.run(script);
        }
        return !known.equals(Optional.of(GuestPackages.of(session.machine())));
    }
}

package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.internal.host.HostProbes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where debootstrap is.
 *
 * @param path the program
 * @param directory its files, if they are not where the host's are
 * @param version its version, if it is not the host's
 */
record DebootstrapProgram(Path path, Optional<Path> directory, Optional<String> version) {

    private static final Path SCRIPTS = Path.of("/usr/share/debootstrap/scripts");

    /** The host's if it knows the suite, else the archive's. */
    static DebootstrapProgram find(Plan plan, Creation creation) throws IOException, InterruptedException {
        Optional<Path> ofHost = HostProbes.locate(Subject.DEBOOTSTRAP).path();
        if (ofHost.isPresent() && Files.exists(SCRIPTS.resolve(plan.recipe().suite()))) {
            return new DebootstrapProgram(ofHost.get(), Optional.empty(), Optional.empty());
        }
        Optional<ArchiveAccess> archive = ArchiveAccess.of(plan.recipe(), plan.surroundings(), creation);
        if (archive.isEmpty()) {
            return new DebootstrapProgram(UmlHost.program(Subject.DEBOOTSTRAP), Optional.empty(), Optional.empty());
        }
        return new DebootstrapFetch(plan, archive.get()).program();
    }

    /** The variables that tell it where its files are. */
    Map<String, String> environment() {
        return directory
                .map(files -> Map.of("DEBOOTSTRAP_DIR", files.toString()))
                .orElse(Map.of());
    }
}

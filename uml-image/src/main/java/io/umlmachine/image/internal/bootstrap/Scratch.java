package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that other users can enter, as mmdebstrap needs it: its programs run with subordinate ids or as {@code _apt},
 * and a user's own directories are closed to these.
 */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    /** On disk, where there is room for a whole system, which {@code /tmp} may not have. */
    private static final Path PARENT = Path.of("/var/tmp");

    private static final Duration REMOVAL_TIMEOUT = Duration.ofMinutes(2);

    private final Path path;
    private final OwnedDirectory owner;
    private final MmdebstrapMode mode;

    private Scratch(Path path, OwnedDirectory owner, MmdebstrapMode mode) {
        this.path = path;
        this.owner = owner;
        this.mode = mode;
    }

    static Scratch create(OwnedDirectory owner, MmdebstrapMode mode) throws IOException {
        Path path = PARENT.resolve("umlmachine-" + UUID.randomUUID());
        owner.own(path);
        Files.createDirectory(path);
        // Sticky, so that nobody can take away what another user made in it.
        Files.setAttribute(path, "unix:mode", mode == MmdebstrapMode.UNSHARE ? 01777 : 0755);
        return new Scratch(path, owner, mode);
    }

    Path path() {
        return path;
    }

    /** A copy of a file, where those other users can read it. */
    Path lend(Path file) throws IOException {
        Path copy = Files.copy(file, path.resolve(file.getFileName()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    /** Removes what a killed mmdebstrap left of other users; the rest goes with the owner. */
    @Override
    public void close() throws IOException {
        if (mode == MmdebstrapMode.UNSHARE) {
            List<String> left = children();
            if (!left.isEmpty()) {
                removeUnshared(left);
            }
        }
    }

    private List<String> children() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(Files::isDirectory).map(Path::toString).toList();
        }
    }

    private void removeUnshared(List<String> trees) throws IOException {
        List<String> removal = new ArrayList<>(List.of(Tools.path("rm"), "-rf", "--"));
        removal.addAll(trees);
        boolean interrupted = Thread.interrupted();
        try {
            HostCommand.Result result = HostCommand.of(MmdebstrapMode.unshared(removal))
                    .timeout(REMOVAL_TIMEOUT)
                    .run(owner);
            if (!result.success()) {
                LOG.warn("Could not remove {}: {}", trees, result.tail());
            }
        } catch (InterruptedException e) {
            interrupted = true;
            LOG.warn("Interrupted in the removal of {}", trees);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

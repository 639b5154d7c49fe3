package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The private directory of one machine below BUILDPLACE: its overlay and what is staged for it. It goes when it is
 * closed, or, if this program dies, when the next one opens a workspace there.
 */
public final class Workspace implements AutoCloseable {

    private final OwnedDirectory directory;

    private Workspace(OwnedDirectory directory) {
        this.directory = directory;
    }

    /**
     * Makes a workspace.
     *
     * @throws ConfigException if BUILDPLACE cannot be written
     */
    public static Workspace open(PbuilderConfig config) {
        Path place = config.buildPlace();
        try {
            Files.createDirectories(place);
            Sweeper.sweep(place);
            return new Workspace(OwnedDirectory.create(place));
        } catch (IOException e) {
            throw new ConfigException(
                    config.setting(ConfigKey.BUILDPLACE).origin(),
                    "BUILDPLACE=" + place + " cannot be written (" + e + "); name a directory of yours");
        }
    }

    /** Removes those of dead programs. */
    public static int sweep(PbuilderConfig config) throws IOException {
        return Sweeper.sweep(config.buildPlace());
    }

    /** The overlay's file. */
    public Path overlay() {
        return directory.path().resolve("overlay");
    }

    /** Makes a directory inside. */
    public Path directory(String name) throws IOException {
        return Files.createDirectory(directory.path().resolve(name));
    }

    /** Names a directory elsewhere, which goes with this one; it is not made yet. */
    Path directoryIn(Path elsewhere, String suffix) throws IOException {
        Path path = elsewhere.resolve(".umlmachine-" + directory.name() + suffix);
        directory.own(path);
        return path;
    }

    /** Moves something here from elsewhere on the same file system, to go with this. */
    void adopt(Path elsewhere) throws IOException {
        Files.move(elsewhere, directory.path().resolve("adopted"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What host programs that serve this machine belong to. */
    OwnedDirectory owner() {
        return directory;
    }

    @Override
    public void close() {
        directory.close();
    }
}

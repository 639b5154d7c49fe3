package io.umlmachine.testing;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of Debian's {@code uml-utilities}, to compare with. The package is unpacked, not installed: installing it
 * would start its daemon. Fetched once, as an ordinary user, and kept in the cache.
 */
public final class UmlUtilities {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The host may have no lists of packages, as containers do; then they are fetched to a place of our own. */
    private static final String SCRIPT = """
            set -e
            mkdir -p lists/partial cache/archives/partial tree
            apt-get -q download uml-utilities || {
                set -- -q -o Dir::State::lists="$PWD/lists" -o Dir::Cache="$PWD/cache"
                apt-get "$@" update
                apt-get "$@" download uml-utilities
            }
            dpkg-deb -x uml-utilities_*.deb tree
            """;

    private static final Path TREE = fetch();

    private UmlUtilities() {}

    /**
     * A program of the package.
     *
     * @param name such as {@code uml_moo}
     * @return its path
     */
    public static Path program(String name) {
        Path program = TREE.resolve("usr/bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new IllegalArgumentException("uml-utilities has no " + name);
        }
        return program;
    }

    /**
     * Runs a program of the package to its end.
     *
     * @param name such as {@code uml_moo}
     * @param arguments its arguments
     * @return its status and the last lines that it printed
     */
    public static HostCommand.Result run(String name, String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(program(name).toString()));
        argv.addAll(List.of(arguments));
        try (OwnedDirectory owner = OwnedDirectory.create(Directories.runtime())) {
            return HostCommand.of(argv).timeout(PATIENCE).run(owner);
        }
    }

    private static Path fetch() {
        try {
            Path directory = Files.createDirectories(Directories.cache().resolve("test-images"));
            Path tree = directory.resolve("uml-utilities");
            try (FileChannel lock = FileChannel.open(
                    directory.resolve("uml-utilities.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.exists(tree)) {
                    fetchInto(directory, tree);
                }
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while fetching uml-utilities", e);
        }
    }

    private static void fetchInto(Path directory, Path tree) throws IOException, InterruptedException {
        Sweeper.sweep(directory);
        try (OwnedDirectory work = OwnedDirectory.create(directory)) {
            HostCommand.Result result = HostCommand.of(
                            List.of(Programs.find("sh").orElseThrow().toString(), "-c", SCRIPT))
                    .directory(work.path())
                    .timeout(PATIENCE)
                    .run(work);
            if (!result.success()) {
                throw new IOException("Could not fetch uml-utilities: " + result);
            }
            Files.move(work.path().resolve("tree"), tree, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

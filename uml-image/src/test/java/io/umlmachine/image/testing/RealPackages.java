package io.umlmachine.image.testing;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real packages of bookworm's smallest system: debootstrap fetches and checks them once for each user, who keeps them in
 * the cache.
 */
final class RealPackages {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String DOWNLOAD = """
            set -e
            "$1" --download-only --variant=minbase bookworm "$2/root"
            mkdir "$2/pool"
            for deb in "$2"/root/var/cache/apt/archives/*.deb; do
                mv "$deb" "$2/pool/"
                dpkg-deb --field "$2/pool/${deb##*/}" >"$2/pool/${deb##*/}.control"
            done
            """;

    private final Path pool;

    private RealPackages(Path pool) {
        this.pool = pool;
    }

    static RealPackages ofHost() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Directories.cache().resolve("test-archive"));
        Path pool = directory.resolve("pool");
        try (FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            Sweeper.sweep(directory);
            if (!Files.isDirectory(pool)) {
                download(directory, pool);
            }
        }
        return new RealPackages(pool);
    }

    private static void download(Path directory, Path pool) throws IOException, InterruptedException {
        try (OwnedDirectory work = OwnedDirectory.create(directory)) {
            HostCommand.Result result = HostCommand.of(List.of(
                            UmlHost.program(Subject.FAKEROOT).toString(),
                            "sh",
                            "-c",
                            DOWNLOAD,
                            "sh",
                            UmlHost.program(Subject.DEBOOTSTRAP).toString(),
                            work.path().toString()))
                    .timeout(PATIENCE)
                    .run(work);
            if (!result.success()) {
                throw new IOException("Could not fetch the packages: " + result);
            }
            Files.move(work.path().resolve("pool"), pool, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(pool)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        }
    }

    /** The fields of the package's control file, with the priority of apt that Debian's archive has. */
    String control(Path deb) throws IOException {
        String control = Files.readString(deb.resolveSibling(deb.getFileName() + ".control"));
        return control.startsWith("Package: apt\n")
                ? control.replace("Priority: important", "Priority: required")
                : control;
    }

    /** Makes a package of texts. */
    static byte[] build(String control, Map<String, String> files) throws IOException, InterruptedException {
        try (OwnedDirectory work = OwnedDirectory.create(
                Files.createDirectories(Directories.cache().resolve("test-archive")))) {
            Path tree = work.path().resolve("tree");
            write(tree.resolve("DEBIAN/control"), control);
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(tree.resolve(file.getKey().substring(1)), file.getValue());
            }
            Path deb = work.path().resolve("made.deb");
            HostCommand.Result result = HostCommand.of(List.of(
                            "/usr/bin/dpkg-deb", "--root-owner-group", "--build", tree.toString(), deb.toString()))
                    .timeout(PATIENCE)
                    .run(work);
            if (!result.success()) {
                throw new IOException("Could not make a package: " + result);
            }
            return Files.readAllBytes(deb);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        if (text.startsWith("#!")) {
            file.toFile().setExecutable(true, false);
        }
    }
}

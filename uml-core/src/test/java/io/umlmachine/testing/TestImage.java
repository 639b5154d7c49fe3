package io.umlmachine.testing;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * An image for tests of machines: only the first stage of a Debian bootstrap, unpacked and not configured, which shows
 * that a machine needs of its image no more than a shell, tar and perl. The module that makes real images stands on the
 * ones that are tested with this. Made once and kept in the cache.
 */
public final class TestImage {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The passwd and group files come from the package that would install them in the second stage. */
    private static final String SCRIPT = """
            set -e
            "$1" --foreign --variant=minbase bookworm "$3/root"
            cp "$3/root/usr/share/base-passwd/passwd.master" "$3/root/etc/passwd"
            cp "$3/root/usr/share/base-passwd/group.master" "$3/root/etc/group"
            # Under fakeroot debootstrap makes /proc a link to itself.
            if [ -L "$3/root/proc" ]; then rm "$3/root/proc"; fi
            mkdir -p "$3/root/proc" "$3/root/sys"
            rm -rf "$3/root/var/cache/apt/archives" "$3/root/var/lib/apt/lists"
            "$2" -q -t ext4 -b 4096 -E root_owner=0:0 -d "$3/root" "$3/image" 1G
            """;

    private static final Path IMAGE = make();

    private TestImage() {}

    /**
     * The image.
     *
     * @return an ext4 file system with 4 KiB blocks, not to be written
     */
    public static Path path() {
        return IMAGE;
    }

    private static Path make() {
        try {
            Path directory = Files.createDirectories(Directories.cache().resolve("test-images"));
            Path image = directory.resolve("first-stage.img");
            try (FileChannel lock =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                Sweeper.sweep(directory);
                if (!Files.exists(image)) {
                    bootstrap(directory, image);
                }
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making the test image", e);
        }
    }

    private static void bootstrap(Path directory, Path image) throws IOException, InterruptedException {
        try (OwnedDirectory work = OwnedDirectory.create(directory)) {
            HostCommand.Result result = HostCommand.of(List.of(
                            UmlHost.program(Subject.FAKEROOT).toString(),
                            "sh",
                            "-c",
                            SCRIPT,
                            "sh",
                            UmlHost.program(Subject.DEBOOTSTRAP).toString(),
                            Programs.find("mke2fs").orElseThrow().toString(),
                            work.path().toString()))
                    .timeout(PATIENCE)
                    .run(work);
            if (!result.success()) {
                throw new IOException("Could not make the test image: " + result);
            }
            Path made = work.path().resolve("image");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("r--r--r--"));
            Files.move(made, image, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

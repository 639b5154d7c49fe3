package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.testing.LinkedImage;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.testing.InTapNamespace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of the host that is full: whatever phase meets it says so, and leaves nothing. */
@InTapNamespace
@Timeout(600)
class FullDiskIT {

    private static final Path SMALL =
            Path.of(System.getenv().getOrDefault("UMLMACHINE_TEST_SMALL_DISK", "/nonexistent"));
    private static final Path SCRATCH = Path.of("/var/tmp");
    private static final String FILLER = "filler";
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path directory;

    private final ImageStore store = ImageStore.at(SMALL.resolve("store"));

    @BeforeEach
    void startEmpty() throws IOException {
        clean();
    }

    @AfterEach
    void clean() throws IOException {
        FileTrees.remove(store.directory());
        Files.deleteIfExists(SMALL.resolve(FILLER));
        Files.deleteIfExists(SCRATCH.resolve(FILLER));
    }

    @Test
    void aMachineThatCannotWriteIsTypedThoughItsProgramsSeeAnIoErrorOrNothing() throws Exception {
        DebianImage image =
                LinkedImage.in(store).onProgress(System.out::println).build();
        fill(SMALL, 30);

        assertThatThereIsNoSpace(
                image,
                ImagePhase.CUSTOMISE,
                () -> image.customise(new GuestScript("notices", "head -c 80M /dev/urandom >/big && sync -f /big\n")));
        assertThatThereIsNoSpace(
                image,
                ImagePhase.CUSTOMISE,
                () -> image.customise(new GuestScript("does not notice", "head -c 80M /dev/urandom >/big\n")));
        assertThatThereIsNoSpace(
                image,
                ImagePhase.CUSTOMISE,
                () -> image.customise(machine -> machine.exec("sh", "-c", "head -c 80M /dev/urandom >/big")
                        .orThrow()));
    }

    @Test
    void thereIsRoomForTheOverlayButNotForTheNewDisk() throws Exception {
        DebianImage image =
                LinkedImage.in(store).onProgress(System.out::println).build();
        fill(SMALL, 60);

        assertThatThereIsNoSpace(
                image, ImagePhase.FLATTEN, () -> image.customise(new GuestScript("small", "date >/etc/note\n")));

        Files.delete(SMALL.resolve(FILLER));
        ImageManifest made = image.customise(new GuestScript("small", "date >/etc/note\n"));
        assertThat(image.manifest()).contains(made);
    }

    @Test
    void thereIsNoRoomForTheSystemThatIsMade() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            DebianImage image =
                    archive.image(store).onProgress(System.out::println).build();
            LinkedImage.link(store, image.name());
            fill(SMALL, 40);
            assertThatThereIsNoSpace(image, ImagePhase.BOOTSTRAP, image::create);

            // There is room for the archive that mmdebstrap makes, but not for the disk too.
            Files.delete(SMALL.resolve(FILLER));
            fill(SMALL, 240);
            assertThatThereIsNoSpace(image, ImagePhase.FILESYSTEM, image::create);
        }
    }

    @Test
    void thereIsNoRoomForTheScratchFilesOfMmdebstrap() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            DebianImage image = archive.image(store)
                    .bootstrap(Bootstrap.MMDEBSTRAP)
                    .onProgress(System.out::println)
                    .build();
            LinkedImage.link(store, image.name());
            fill(SCRATCH, 100);

            assertThatThereIsNoSpace(image, ImagePhase.BOOTSTRAP, image::create);
        }
    }

    private void assertThatThereIsNoSpace(DebianImage image, ImagePhase phase, ThrowingCallable attempt)
            throws Exception {
        GenerationName before = current(image);

        assertThatThrownBy(attempt).isInstanceOfSatisfying(ImageException.class, e -> {
            assertThat(e.failure()).as("%s", e).isEqualTo(ImageFailure.NO_SPACE);
            assertThat(e.log()).isPresent();
            assertThat(e.phase()).isEqualTo(phase);
        });

        assertThat(current(image)).isEqualTo(before);
        assertThat(store.verify(image.name())).allMatch(GenerationCheck::sound);
        assertThat(children(store.directory().resolve(".work"))).isZero();
        assertThat(Files.exists(SCRATCH.resolve(FILLER)) ? children(SCRATCH) - 1 : children(SCRATCH))
                .isZero();
    }

    private GenerationName current(DebianImage image) throws IOException {
        String file = Files.readSymbolicLink(
                        store.directory().resolve(image.name()).resolve("current"))
                .toString();
        return new GenerationName(image.name(), Integer.parseInt(file.replaceAll("\\D", "")));
    }

    /** Leaves so many mebibytes of a file system free. */
    private static void fill(Path fileSystem, long free) throws IOException {
        byte[] block = new byte[(int) MEBIBYTE];
        try (OutputStream filler = Files.newOutputStream(fileSystem.resolve(FILLER))) {
            while (Files.getFileStore(fileSystem).getUsableSpace() > free * MEBIBYTE) {
                filler.write(block);
            }
        }
    }

    private static long children(Path of) throws IOException {
        if (!Files.isDirectory(of)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.count();
        }
    }
}

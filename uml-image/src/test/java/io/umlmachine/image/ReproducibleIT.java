package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.DiskDifferences;
import io.umlmachine.image.testing.TestArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same recipe and the same packages lead to the same bytes. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ReproducibleIT {

    private static final String SLOW = "umlmachine.reproducible.slow";

    @TempDir
    Path directory;

    @Test
    void twoBuildsInTwoPlacesAreTheSameToTheByte() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            assertSame(store -> recipe(archive, store).build());
        }
    }

    /** It takes minutes: a machine changes what was made, twice. */
    @Test
    @EnabledIfSystemProperty(named = SLOW, matches = "true")
    void soAreTwoBuildsThatAMachineHasChanged() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            assertSame(store -> recipe(archive, store)
                    .file(archive.guestApt())
                    .script(new GuestScript("users", "useradd --create-home worker && date > /var/log/making"))
                    .build());
        }
    }

    /** It takes minutes: a machine configures the packages, twice. */
    @Test
    @EnabledIfSystemProperty(named = SLOW, matches = "true")
    void soAreTwoBuildsWhosePackagesAMachineConfigured() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            assertSame(store ->
                    recipe(archive, store).bootstrap(Bootstrap.DEBOOTSTRAP).build());
        }
    }

    private void assertSame(Function<ImageStore, DebianImage> image) throws Exception {
        DebianImage one = image.apply(ImageStore.at(directory.resolve("one")));
        DebianImage other = image.apply(ImageStore.at(directory.resolve("other")));
        // At the same time, as two users would.
        CompletableFuture<MachineImage.Lease> made = CompletableFuture.supplyAsync(() -> acquire(other));
        try (MachineImage.Lease first = acquire(one);
                MachineImage.Lease second = made.get()) {
            assertThat(DiskDifferences.between(first.path(), second.path())).isEmpty();
            assertThat(Files.mismatch(first.path(), second.path())).isEqualTo(-1);
            ImageManifest manifest = one.manifest().orElseThrow();
            ImageManifest otherManifest = other.manifest().orElseThrow();
            assertThat(manifest.dataSha256()).isEqualTo(otherManifest.dataSha256());
            assertThat(manifest.packages()).isEqualTo(otherManifest.packages());
        }
        assertThat(freeSpace(one))
                .isBetween(
                        ByteSize.mebibytes(98).bytes(), ByteSize.mebibytes(101).bytes());
    }

    private static MachineImage.Lease acquire(DebianImage image) {
        try {
            return image.acquire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the guest sees it, which has written a little since it booted. */
    private static long freeSpace(DebianImage image) throws Exception {
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            return Long.parseLong(machine.exec("sh", "-c", "df --block-size=1 --output=avail / | tail -n 1")
                    .orThrow()
                    .stdout()
                    .strip());
        }
    }

    private static DebianImage.Builder recipe(TestArchive archive, ImageStore store) {
        return DebianImage.builder(TestArchive.SUITE)
                .mirror(archive.uri())
                .keyring(archive.keyring())
                .freeSpace(ByteSize.mebibytes(100))
                .store(store)
                .onProgress(event -> {
                    if (event instanceof ImageEvent.PhaseFinished) {
                        System.out.println(event);
                    }
                });
    }
}

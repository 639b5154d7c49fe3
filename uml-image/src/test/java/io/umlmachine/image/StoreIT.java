package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This user's image on its way to another store, and real machines on generations that come and go. */
@Timeout(600)
class StoreIT {

    private static final Logger LOG = LoggerFactory.getLogger(StoreIT.class);

    @TempDir
    private static Path directory;

    private static ImageStore home;
    private static GenerationName generation;
    private static Path archive;
    private static Path keyring;

    @BeforeAll
    static void exportTheImage() throws Exception {
        home = ImageStore.standard();
        DebianImage image = DebianImage.of("bookworm");
        SigningKey key = SigningKey.generate();
        Path secret = key.writeSecret(directory.resolve("secret.asc"), "sesame");
        keyring = key.write(directory.resolve("public.asc"), 0, true);
        archive = directory.resolve("bookworm.tar.zst");
        try (MachineImage.Lease lease = image.acquire()) {
            generation = home.generations(image.name()).stream()
                    .filter(each -> each.disk().equals(lease.path()))
                    .findAny()
                    .orElseThrow()
                    .name();
            long start = System.nanoTime();
            home.exportTo(generation, archive, ExportOptions.signedBy(secret, "sesame"::toCharArray));
            LOG.info(
                    "Exported {} in {}: {} bytes",
                    generation,
                    Duration.ofNanos(System.nanoTime() - start),
                    Files.size(archive));
        }
    }

    @Test
    void anImageFromElsewhereIsFoundByItsRecipeAndBoots() throws Exception {
        ImageStore store = ImageStore.at(directory.resolve("receiver"));
        DebianImage image = DebianImage.builder("bookworm").store(store).build();
        assertThat(image.isBuilt()).isFalse();

        long start = System.nanoTime();
        StoredGeneration imported = store.importFrom(archive, ImportOptions.signedBy(keyring));
        LOG.info("Imported in {}", Duration.ofNanos(System.nanoTime() - start));

        assertThat(imported.name().image()).isEqualTo(image.name());
        assertThat(image.isBuilt()).isTrue();
        assertThat(image.manifest().orElseThrow().operation()).isEqualTo(ImageOperation.IMPORT);
        StoredGeneration original = home.generations(image.name()).stream()
                .filter(each -> each.name().equals(generation))
                .findAny()
                .orElseThrow();
        assertThat(Files.mismatch(imported.disk(), original.disk()))
                .as("the first byte that differs")
                .isEqualTo(-1);
        assertThat(imported.diskUse().bytes()).isLessThan(original.diskUse().bytes() + (16 << 20));
        assertThat(store.verify(imported.name()).faults()).isEmpty();
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            assertThat(machine.exec("dpkg", "--audit").orThrow().stdout()).isEmpty();
        }
    }

    @Test
    void aMachineGoesOnWhenItsGenerationIsRolledBackFrom() throws Exception {
        ImageStore store = ImageStore.at(directory.resolve("rolling"));
        DebianImage image = DebianImage.builder("bookworm").store(store).build();
        store.importFrom(archive, ImportOptions.signedBy(keyring));
        GenerationName second =
                store.importFrom(archive, ImportOptions.signedBy(keyring)).name();
        GcPolicy greedy = GcPolicy.builder().keepGenerations(1).build();
        try (UmlMachine before = UmlMachine.builder().image(image).boot()) {
            before.exec("sh", "-c", "echo kept > /root/mark").orThrow();
            assertThat(store.rollback(image.name()).number()).isEqualTo(1);
            GcReport report = store.gc(greedy);
            assertThat(report.removed()).isEmpty();
            assertThat(report.inUse()).containsExactly(second);

            try (UmlMachine after = UmlMachine.builder().image(image).boot()) {
                assertThat(after.exec("test", "-e", "/root/mark").exitCode()).isEqualTo(1);
                assertThat(store.generations(image.name()))
                        .extracting(StoredGeneration::inUse)
                        .containsExactly(true, true);
            }
            before.exec(
                            "sh",
                            "-c",
                            "echo 3 > /proc/sys/vm/drop_caches; find / -xdev -type f -exec cat {} + > /dev/null")
                    .orThrow();
            assertThat(before.exec("cat", "/root/mark").orThrow().stdout()).isEqualTo("kept\n");
        }
        assertThat(store.gc(greedy).removed()).containsExactly(second);
        try (UmlMachine pinned = UmlMachine.builder()
                .image(store.image(new GenerationName(image.name(), 1)))
                .boot()) {
            pinned.exec("true").orThrow();
        }
    }
}

package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An archive that somebody has changed makes no image, and the failure says what file is wrong, and where it is. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TrustIT {

    private static final String RELEASE = "dists/" + TestArchive.SUITE + "/InRelease";
    private static final String INDEX = "dists/" + TestArchive.SUITE + "/main/binary-amd64/Packages";

    @TempDir
    Path directory;

    private TestArchive archive;

    @BeforeEach
    void startArchive() throws Exception {
        archive = TestArchive.start(directory);
    }

    @AfterEach
    void stopArchive() {
        archive.close();
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aChangedReleaseFileIsNotTrusted(Bootstrap tool) throws Exception {
        String release = new String(archive.mirror().get(RELEASE));
        archive.mirror()
                .put(RELEASE, release.replace("Origin: Test", "Origin: Evil").getBytes());

        assertUntrusted(tool, "InRelease");
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aReleaseFileThatSomebodyElseHasSignedIsNotTrusted(Bootstrap tool) throws Exception {
        archive.publish(SigningKey.generate());

        assertUntrusted(tool, "InRelease");
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aReleaseFilePastItsTimeIsNotTrusted(Bootstrap tool) throws Exception {
        Instant longAgo = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(30, ChronoUnit.DAYS);
        archive.date(longAgo, Optional.of(longAgo.plus(7, ChronoUnit.DAYS)));

        assertUntrusted(tool, "InRelease");
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aChangedIndexIsNotTrusted(Bootstrap tool) throws Exception {
        flip(INDEX);
        flip(INDEX + ".xz");

        assertUntrusted(tool, "Packages");
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aChangedPackageIsNotTrusted(Bootstrap tool) throws Exception {
        // Alphabetically early, so that debootstrap goes on for long after it.
        String deb = archive.pathOf("base-files");
        flip(deb);

        assertUntrusted(
                tool,
                deb.substring(deb.lastIndexOf('/') + 1, deb.lastIndexOf("_")).split("[+%~]")[0],
                // The release file has to be trusted first, and armor is no obstacle to that.
                archive.armoredKeyring());
    }

    @ParameterizedTest
    @EnumSource(value = Bootstrap.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    @Proves("COMPONENTS")
    void aComponentThatIsNotThereIsNotLeftOutInSilence(Bootstrap tool) throws Exception {
        DebianImage image = archive.image(ImageStore.at(directory.resolve("store")))
                .components("main", "other")
                .bootstrap(tool)
                .build();

        assertThatThrownBy(image::acquire)
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.RECIPE))
                .hasMessageContaining("no component other")
                .hasMessageContaining(archive.uri());
    }

    private void flip(String path) {
        byte[] content = archive.mirror().get(path).clone();
        content[content.length / 2] ^= 1;
        archive.mirror().put(path, content);
    }

    private void assertUntrusted(Bootstrap tool, String file) throws IOException {
        assertUntrusted(tool, file, archive.keyring());
    }

    private void assertUntrusted(Bootstrap tool, String file, Path keyring) throws IOException {
        ImageStore store = ImageStore.at(directory.resolve("store"));
        DebianImage image = archive.image(store)
                .keyring(keyring)
                .bootstrap(tool)
                // The host's apt may be told not to look.
                .aptOption("Acquire::Check-Valid-Until", "true")
                .build();

        assertThatThrownBy(image::acquire).isInstanceOfSatisfying(ImageException.class, e -> {
            assertThat(e.failure()).as(e.getMessage()).isEqualTo(ImageFailure.UNTRUSTED);
            assertThat(e.phase()).isEqualTo(ImagePhase.BOOTSTRAP);
            assertThat(e.getMessage().lines().findFirst().orElseThrow())
                    .contains(archive.uri())
                    .contains(file);
        });

        assertThat(image.isBuilt()).isFalse();
        try (var left = Files.list(store.directory().resolve(".work"))) {
            assertThat(left).isEmpty();
        }
    }
}

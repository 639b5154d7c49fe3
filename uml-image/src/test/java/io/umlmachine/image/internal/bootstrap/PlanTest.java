package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

    private static final String MIRROR = "http://mirror.example/debian";
    private static final AptConfig PLAIN = new AptConfig(Map.of());

    @TempDir
    Path directory;

    @Test
    void withoutItsKeyringNothingIsMade() {
        Path missing = directory.resolve("missing.gpg");

        assertThatThrownBy(() -> plan(recipe(MIRROR).keyring(missing), PLAIN))
                .isInstanceOfSatisfying(ImageException.class, e -> {
                    assertThat(e.phase()).isEqualTo(ImagePhase.RESOLVE);
                    assertThat(e.failure()).isEqualTo(ImageFailure.HOST);
                })
                .hasMessageContaining(missing.toString());
    }

    @Test
    void theGuestTrustsTheKeyringThatCheckedIt() throws IOException {
        Path keyring = Files.writeString(directory.resolve("own.gpg"), "keys");

        Map<String, String> files = files(plan(recipe(MIRROR).keyring(keyring), PLAIN));

        assertThat(files).containsEntry("/etc/apt/keyrings/own.gpg", "keys");
        assertThat(files)
                .containsEntry(
                        "/etc/apt/sources.list",
                        "deb [signed-by=/etc/apt/keyrings/own.gpg] http://mirror.example/debian bookworm main\n");
    }

    @Test
    void anArmoredKeyringLosesItsArmorWhichGpgvDoesNotRead() throws IOException {
        Path armored = SigningKey.generate().write(directory.resolve("own.asc"), 0, true);
        Plan plan = plan(recipe(MIRROR).keyring(armored), PLAIN);

        Path binary = Files.write(directory.resolve("binary"), Keyrings.binary(armored));
        assertThat(Files.readAllBytes(binary)[0])
                .as("the first byte of a packet")
                .isNegative();
        assertThatCode(() -> Keyring.read(List.of(binary))).doesNotThrowAnyException();
        assertThat(Keyrings.binary(binary)).isEqualTo(Files.readAllBytes(binary));
        assertThat(files(plan)).containsKey("/etc/apt/keyrings/own.gpg");
        assertThat(files(plan).get("/etc/apt/sources.list")).contains("[signed-by=/etc/apt/keyrings/own.gpg]");
    }

    @Test
    void eachSourceIsTrustedByItsOwnKeys() throws IOException {
        Path first = Files.writeString(directory.resolve("own.gpg"), "first");
        Path second = Files.writeString(
                Files.createDirectory(directory.resolve("other")).resolve("own.gpg"), "second");

        Map<String, String> files = files(plan(
                recipe(MIRROR)
                        .source(new AptSource("http://one.example/", "one", List.of("main")).signedBy(first))
                        .source(new AptSource("http://two.example/", "two", List.of("main")).signedBy(second)),
                PLAIN));

        assertThat(files)
                .containsEntry("/etc/apt/keyrings/own.gpg", "first")
                .containsEntry("/etc/apt/keyrings/2-own.gpg", "second");
        assertThat(files.get("/etc/apt/sources.list").lines())
                .containsExactly(
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian"
                                + " bookworm main",
                        "deb [signed-by=/etc/apt/keyrings/own.gpg] http://one.example/ one main",
                        "deb [signed-by=/etc/apt/keyrings/2-own.gpg] http://two.example/ two main");
    }

    @Test
    void anEncryptedMirrorNeedsCertificatesInTheGuest() {
        assertThat(plan(recipe("https://mirror.example/debian"), PLAIN).packages())
                .containsExactly("ca-certificates", "less");
        assertThat(plan(recipe(MIRROR), PLAIN).packages()).containsExactly("less");
    }

    @Test
    void onlyALocaleThatIsToBeMadeNeedsItsPackage() throws IOException {
        assertThat(plan(recipe(MIRROR).locale("de_DE.UTF-8"), PLAIN).packages()).containsExactly("less", "locales");
        Plan present = plan(recipe(MIRROR).locale("C.UTF-8"), PLAIN);
        assertThat(present.packages()).containsExactly("less");
        assertThat(files(present)).containsEntry("/etc/default/locale", "LANG=C.UTF-8\n");
    }

    @Test
    void theHostIsNamedInBothPlaces() throws IOException {
        Map<String, String> files = files(plan(recipe(MIRROR).hostname("one.mirror.example"), PLAIN));

        assertThat(files).containsEntry("/etc/hostname", "one.mirror.example\n");
        assertThat(files.get("/etc/hosts")).contains("\n127.0.1.1 one.mirror.example one\n");
    }

    @Test
    void aSnapshotIsPartOfTheAddressAndItsReleaseFilesMayBeOld() throws IOException {
        Plan plan = plan(
                recipe("http://mirror.example/@SNAPSHOTID@/debian").snapshot(Instant.parse("2026-01-31T23:59:59Z")),
                PLAIN);

        assertThat(plan.mainSource().uri()).isEqualTo("http://mirror.example/20260131T235959Z/debian");
        assertThat(plan.checksValidity()).isFalse();
        assertThat(files(plan))
                .containsEntry("/etc/apt/apt.conf.d/90recipe", "Acquire::Check-Valid-Until \"false\";\n");
    }

    @Test
    void aSnapshotWithoutAPlaceAndAPlaceWithoutASnapshotAreRefused() {
        for (ImageRecipe.Builder recipe :
                List.of(recipe(MIRROR).snapshot(Instant.EPOCH), recipe("http://mirror.example/@SNAPSHOTID@/"))) {
            assertThatThrownBy(() -> plan(recipe, PLAIN))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.RECIPE))
                    .hasMessageContaining("@SNAPSHOTID@");
        }
    }

    @Test
    void whetherReleaseFilesMayBeOldSaysTheRecipeAndElseTheHost() throws IOException {
        AptConfig lax = new AptConfig(Map.of("acquire::check-valid-until", "false"));

        assertThat(plan(recipe(MIRROR), PLAIN).checksValidity()).isTrue();
        Plan asHost = plan(recipe(MIRROR), lax);
        assertThat(asHost.checksValidity()).isFalse();
        assertThat(files(asHost)).doesNotContainKey("/etc/apt/apt.conf.d/90recipe");
        assertThat(plan(recipe(MIRROR).aptOption("Acquire::Check-Valid-Until", "true"), lax)
                        .checksValidity())
                .isTrue();
    }

    @Test
    void anUpgradeIsForFurtherSourcesAndPackagesOnly() {
        ImageRecipe.Builder plain = ImageRecipe.builder("bookworm").mirror("https://mirror.example/debian");

        assertThat(DebootstrapUpgrade.isNeeded(plan(plain, PLAIN))).isFalse();
        assertThat(DebootstrapUpgrade.isNeeded(plan(recipe(MIRROR), PLAIN))).isTrue();
        assertThat(DebootstrapUpgrade.isNeeded(
                        plan(plain.source(new AptSource(MIRROR, "bookworm-updates", List.of("main"))), PLAIN)))
                .isTrue();
    }

    private static Plan plan(ImageRecipe.Builder builder, AptConfig host) {
        ImageRecipe recipe = builder.build();
        return new Plan(
                recipe, Snapshot.sourcesOf(recipe), Keyrings.of(recipe, Keyrings.DEBIAN), Surroundings.DEFAULT, host);
    }

    private static Map<String, String> files(Plan plan) throws IOException {
        return SystemFiles.of(plan).stream()
                .collect(Collectors.toMap(GuestFile::path, file -> new String(file.content(), StandardCharsets.UTF_8)));
    }

    private static ImageRecipe.Builder recipe(String mirror) {
        return ImageRecipe.builder("bookworm").mirror(mirror).include("less");
    }
}

package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

    @TempDir
    Path directory;

    @Test
    void withoutItsKeyringNothingIsMade() {
        Path missing = directory.resolve("missing.gpg");

        assertThatThrownBy(() ->
                        Plan.of(image("http://mirror.example/debian", missing).recipe()))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.phase()).isEqualTo(ImagePhase.RESOLVE))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void theGuestTrustsTheKeyringThatCheckedIt() throws IOException {
        Path keyring = Files.writeString(directory.resolve("own.gpg"), "keys");
        Plan plan = Plan.of(image("http://mirror.example/debian", keyring).recipe());
        Path root = Files.createDirectories(directory.resolve("tree/etc/apt"))
                .getParent()
                .getParent();

        new GuestTree(root).configureApt(plan);

        assertThat(root.resolve("etc/apt/keyrings/own.gpg")).hasContent("keys");
        assertThat(root.resolve("etc/apt/sources.list"))
                .hasContent("deb [signed-by=/etc/apt/keyrings/own.gpg] http://mirror.example/debian bookworm main\n");
    }

    @Test
    void anEncryptedMirrorNeedsCertificatesInTheGuest() throws IOException {
        Path keyring = Files.writeString(directory.resolve("own.gpg"), "keys");

        assertThat(Plan.of(image("https://mirror.example/debian", keyring).recipe())
                        .packages())
                .containsExactly("ca-certificates", "less");
        assertThat(Plan.of(image("http://mirror.example/debian", keyring).recipe())
                        .packages())
                .containsExactly("less");
    }

    private DebianImage image(String mirror, Path keyring) {
        return DebianImage.builder("bookworm")
                .mirror(mirror)
                .keyring(keyring)
                .include("less")
                .store(ImageStore.at(directory.resolve("store")))
                .build();
    }
}

package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        GuestTree tree = new GuestTree(new Node.Directory(Attributes.ofRoot(0755, 0)), 0);

        Configuration.apply(plan, tree);

        assertThat(tree.read("/etc/apt/keyrings/own.gpg")).hasValue("keys".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(tree.read("/etc/apt/sources.list").orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("deb [signed-by=/etc/apt/keyrings/own.gpg] http://mirror.example/debian bookworm main\n");
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

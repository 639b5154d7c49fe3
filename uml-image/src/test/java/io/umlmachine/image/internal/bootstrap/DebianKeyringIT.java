package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.PinnedKeys;
import io.umlmachine.internal.archive.Suite;
import io.umlmachine.internal.host.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's keys for a host that has none, from the mirror that the host's apt names. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DebianKeyringIT {

    @TempDir
    Path directory;

    private OwnedDirectory work;

    @BeforeEach
    void makeWorkDirectory() throws Exception {
        work = OwnedDirectory.create(directory.resolve("work"));
    }

    @AfterEach
    void removeWorkDirectory() {
        work.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookworm", "trixie"})
    void theFetchedKeysAreThoseThatSignTheSuite(String suite) throws Exception {
        ArchiveAccess archive = archive(suite);
        Path keyring = directory.resolve("cache/keys.gpg");

        DebianKeyring.fetch(archive, PinnedKeys.DEBIAN, keyring);

        assertThat(archive.open(new Suite.Trust(Keyring.read(List.of(keyring)), false, Instant.now()))
                        .hasComponent("main"))
                .isTrue();
    }

    @Test
    void keysThatAreNotKnownAreNotTaken() throws Exception {
        ArchiveAccess archive = archive("bookworm");
        Path keyring = directory.resolve("keys.gpg");

        assertThatThrownBy(() -> DebianKeyring.fetch(archive, new PinnedKeys(Set.of()), keyring))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.UNTRUSTED))
                .hasMessageContaining(archive.uri());
        assertThat(keyring).doesNotExist();
    }

    private ArchiveAccess archive(String suite) throws InterruptedException {
        Creation creation = new Creation(
                suite,
                work,
                directory.resolve("logs"),
                Duration.ofMinutes(3),
                MachineOptions.usual(),
                System.out::println);
        return ArchiveAccess.of(ImageRecipe.builder(suite).build(), Surroundings.DEFAULT, creation)
                .orElseThrow();
    }
}

package io.umlmachine.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOverlayTest {

    @TempDir
    private Path failures;

    @Test
    void theOverlayOfATestThatPassedGoesAndNothingStays() throws IOException {
        KeptOverlay overlay = KeptOverlay.below(failures);
        Files.writeString(overlay.file(), "blocks");

        overlay.settle();

        assertThat(failures).isEmptyDirectory();
    }

    @Test
    void theOverlayOfATestThatFailedMovesToItsReport() throws IOException {
        KeptOverlay overlay = KeptOverlay.below(failures);
        Files.writeString(overlay.file(), "blocks");
        Path first = failures.resolve("first.cow");

        assertThat(overlay.keepAs(first)).isEqualTo(first);
        assertThat(overlay.keepAs(failures.resolve("second.cow"))).isEqualTo(first);
        overlay.settle();

        assertThat(failures).isDirectoryContaining("glob:**/first.cow");
        assertThat(first).hasContent("blocks");
        assertThat(overlay.file()).doesNotExist();
    }

    @Test
    void aMachineThatHasNoOverlayOfItsOwnAfterAllIsNoError() {
        KeptOverlay overlay = KeptOverlay.below(failures);
        overlay.keepAs(failures.resolve("first.cow"));
        overlay.settle();
        assertThat(failures).isEmptyDirectory();
    }

    @Test
    void overlaysOfDeadProcessesAreRemovedAndThoseOfLiveOnesAreNot() throws IOException {
        KeptOverlay mine = KeptOverlay.below(failures);
        Files.writeString(mine.file(), "blocks");
        // The id of this very process, as another one had it before.
        Path dead = Files.createDirectory(
                failures.resolve(".running-" + ProcessHandle.current().pid() + "-1"));
        Files.writeString(dead.resolve("1.cow"), "blocks");
        Path other = Files.createDirectory(failures.resolve("Test.method"));

        KeptOverlay.below(failures);

        assertThat(dead).doesNotExist();
        assertThat(mine.file()).exists();
        assertThat(other).exists();
    }
}

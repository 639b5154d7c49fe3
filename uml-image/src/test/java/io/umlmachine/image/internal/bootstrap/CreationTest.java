package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreationTest {

    @TempDir
    Path directory;

    private final List<ImageEvent> events = new CopyOnWriteArrayList<>();
    private OwnedDirectory work;

    @BeforeEach
    void makeWorkDirectory() throws IOException {
        work = OwnedDirectory.create(directory.resolve("work"));
    }

    @AfterEach
    void removeWorkDirectory() {
        work.close();
    }

    @Test
    void tellsPhasesAndLines() throws Exception {
        Creation creation = creation(events::add);

        creation.phase(ImagePhase.BOOTSTRAP, () -> {
            creation.run(List.of("/bin/sh", "-c", "echo out; echo err >&2"));
            return 0;
        });

        assertThat(events)
                .startsWith(
                        new ImageEvent.PhaseStarted("bookworm", ImagePhase.BOOTSTRAP),
                        new ImageEvent.LogLine("bookworm", ImagePhase.BOOTSTRAP, "+ /bin/sh -c echo out; echo err >&2"),
                        new ImageEvent.LogLine("bookworm", ImagePhase.BOOTSTRAP, "out"),
                        new ImageEvent.LogLine("bookworm", ImagePhase.BOOTSTRAP, "err"))
                .hasSize(5);
        assertThat(events.get(4)).isInstanceOf(ImageEvent.PhaseFinished.class);
        assertThat(creation.durations()).containsOnlyKeys(ImagePhase.BOOTSTRAP);
        assertThat(directory.resolve("logs")).doesNotExist();
    }

    @Test
    void aProgramThatFailsIsToldWithItsWordsAndTheLogIsKept() {
        Creation creation = creation(events::add);
        List<String> command = List.of("/bin/sh", "-c", "echo E: no such suite; exit 3");

        assertThatThrownBy(() -> creation.phase(ImagePhase.BOOTSTRAP, () -> {
                    creation.run(command);
                    return 0;
                }))
                .isInstanceOfSatisfying(ImageException.class, e -> {
                    assertThat(e.phase()).isEqualTo(ImagePhase.BOOTSTRAP);
                    assertThat(e.commandLine()).isEqualTo(command);
                    assertThat(e.exitStatus()).hasValue(3);
                    assertThat(e.logTail()).isEqualTo("E: no such suite");
                    assertThat(e.log().orElseThrow()).content().contains("==> bootstrap", "E: no such suite");
                    assertThat(e).hasMessageContaining(e.log().orElseThrow().toString());
                });
        assertThat(events).noneMatch(ImageEvent.PhaseFinished.class::isInstance);
    }

    @Test
    void aProgramThatTakesTooLongIsStoppedAndToldSo() {
        Creation creation = new Creation(
                "bookworm", work, directory.resolve("logs"), Duration.ofMillis(50), MachineOptions.usual(), e -> {});

        assertThatThrownBy(() -> creation.phase(ImagePhase.FILESYSTEM, () -> {
                    creation.run(List.of("/bin/sleep", "1000"));
                    return 0;
                }))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.exitStatus()).isEmpty())
                .hasMessageContaining("took longer than PT0.05S");
    }

    @Test
    void anyOtherFailureOfAPhaseIsOneOfTheImageToo() {
        IOException cause = new IOException("no space left");

        assertThatThrownBy(() -> creation(events::add).phase(ImagePhase.PUBLISH, () -> {
                    throw cause;
                }))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.phase()).isEqualTo(ImagePhase.PUBLISH))
                .hasMessageContaining("no space left")
                .hasCause(cause);
    }

    @Test
    void aListenerThatFailsStopsNothing() throws Exception {
        Creation creation = creation(event -> {
            throw new IllegalStateException("a listener's fault");
        });

        String result = creation.phase(ImagePhase.VERIFY, () -> {
            creation.run(List.of("/bin/echo", "line"));
            return "done";
        });

        assertThat(result).isEqualTo("done");
    }

    private Creation creation(Consumer<ImageEvent> listener) {
        return new Creation(
                "bookworm", work, directory.resolve("logs"), Duration.ofMinutes(1), MachineOptions.usual(), listener);
    }
}

package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HostCommandTest {

    @TempDir
    private Path temporary;

    private OwnedDirectory owner;

    @BeforeEach
    void create() throws IOException {
        owner = OwnedDirectory.create(temporary);
    }

    @AfterEach
    void close() {
        owner.close();
        assertThat(temporary).isEmptyDirectory();
    }

    private static HostCommand shell(String script) {
        return HostCommand.of(List.of("/bin/sh", "-c", script));
    }

    @Test
    void outputStatusAndEnvironmentAreAsAsked() throws Exception {
        List<String> lines = new ArrayList<>();
        HostCommand.Result result = shell("echo out; echo err >&2; echo $A$USER; cat; exit 7")
                .environment(Map.of("A", "b"))
                .onLine(lines::add)
                .run(owner);
        assertThat(result.exitStatus()).isEqualTo(7);
        assertThat(result.timedOut()).isFalse();
        assertThat(lines).containsExactly("out", "err", "b");
        assertThat(result.tail()).isEqualTo("out\nerr\nb");
    }

    @Test
    void aTimeoutKillsEverythingThatWasStarted() throws Exception {
        HostCommand.Result result =
                shell("sleep 1000 & sleep 1000").timeout(Duration.ofMillis(200)).run(owner);
        assertThat(result.timedOut()).isTrue();
        assertThat(result.success()).isFalse();
    }

    @Test
    void anInterruptKillsItAndIsThrown() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> shell("sleep 1000").run(owner)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aListenerThatFailsDoesNotHangTheProgram() {
        assertThatThrownBy(() -> shell("seq 100000")
                        .onLine(line -> {
                            throw new IllegalStateException("no more");
                        })
                        .run(owner))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProgramThatIsNotThereFailsWithItsName() throws Exception {
        HostCommand.Result result = HostCommand.of(List.of("/no/such/program")).run(owner);
        assertThat(result.success()).isFalse();
        assertThat(result.tail()).contains("/no/such/program");
    }
}

package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HostProcessTest {

    @TempDir
    private Path temporary;

    @Test
    void aProgramWhoseParentDiedMeanwhileDoesNotStart() throws Exception {
        Path proof = temporary.resolve("proof");
        List<String> touch = List.of("/usr/bin/touch", proof.toString());
        long self = ProcessHandle.current().pid();
        assertThat(new ProcessBuilder(HostProcess.tiedTo(self + 1, temporary.resolve("sessions"), touch))
                        .start()
                        .waitFor())
                .isNotZero();
        assertThat(proof).doesNotExist();
        assertThat(new ProcessBuilder(HostProcess.tiedTo(self, temporary.resolve("sessions"), touch))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(proof).exists();
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            HostProcess process = HostProcess.start(
                    List.of("/usr/bin/printf", "%s|", "two words", "$0", "\"", ""), Map.of(), temporary, false, owner);
            assertThat(process.process().getInputStream()).hasBinaryContent("two words|$0|\"||".getBytes());
            assertThat(process.onExit().get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void aChildOfAProgramThatDiesAtOnceIsEndedWithIt() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            HostProcess process = HostProcess.start(
                    List.of("/bin/sh", "-c", "sleep 1000 & echo $!"),
                    Map.of("PATH", "/usr/bin:/bin"),
                    temporary,
                    true,
                    owner);
            String child =
                    new BufferedReader(new InputStreamReader(process.process().getInputStream())).readLine();
            ProcessHandle sleep = ProcessHandle.of(Long.parseLong(child)).orElseThrow();
            process.onExit().get(20, TimeUnit.SECONDS);
            await().until(() -> !sleep.isAlive());
        }
    }

    @Test
    void nothingIsStartedForWhatHasEnded() throws Exception {
        OwnedDirectory owner = OwnedDirectory.create(temporary);
        owner.close();
        assertThatThrownBy(() -> HostProcess.start(List.of("/bin/true"), Map.of(), temporary, false, owner))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void aDeadChildThatNobodyAsksAboutIsSeen() throws Exception {
        try (OwnedDirectory owner = OwnedDirectory.create(temporary)) {
            // The shell becomes a program that knows nothing of the shell's child.
            HostProcess process = HostProcess.start(
                    List.of("/bin/sh", "-c", "sleep 0 & exec sleep 1000"),
                    Map.of("PATH", "/usr/bin:/bin"),
                    temporary,
                    false,
                    owner);
            await().until(() -> process.deadChildren().size() == 1);
            process.end();
            assertThat(process.deadChildren()).isEmpty();
        }
    }
}

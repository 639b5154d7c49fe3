package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgramOutputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void outputErrorsAndStatusAreTold() throws Exception {
        assertThat(ProgramOutput.of(List.of("/bin/sh", "-c", "echo out; echo error >&2; exit 3"), PATIENCE))
                .isEqualTo(new ProgramOutput(3, "out\nerror\n"));
    }

    @Test
    void aProgramGetsNoInputAndNoEnvironment() throws Exception {
        assertThat(ProgramOutput.of(List.of("/bin/sh", "-c", "cat; echo \"[$HOME]\""), PATIENCE)
                        .text())
                .isEqualTo("[]\n");
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() {
        assertThatThrownBy(() -> ProgramOutput.of(List.of("/bin/sleep", "86397"), Duration.ofMillis(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/bin/sleep 86397 did not answer within 0.1 s");
        await().until(() -> !runs("86397"));
    }

    @Test
    void anInterruptKillsTheProgram() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ProgramOutput.of(List.of("/bin/sleep", "86398"), PATIENCE))
                .isInstanceOf(InterruptedException.class);
        await().until(() -> !runs("86398"));
    }

    @Test
    void aProgramThatDoesNotStopPrintingIsRefused() {
        assertThatThrownBy(() -> ProgramOutput.of(List.of("/bin/cat", "/dev/zero"), PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");
    }

    private static boolean runs(String argument) {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith(argument));
    }
}

package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionTest {

    @Test
    void aSessionIsNotTakenForAnotherWithTheSameLeader() throws IOException {
        ProcessTable.Entry self = ProcessTable.self();
        assertThat(new Session(self.session(), self.startTime() + 1_000_000).members())
                .isEmpty();
        assertThat(Session.parse("5 6\n")).isEqualTo(new Session(5, 6));
    }

    /** As where the host's first process collects orphans late or never: here the parent is stopped, and does not. */
    @Test
    @Timeout(5)
    void aSessionIsOverWhenNobodyAsksHowItsProcessesEnded() throws IOException {
        Process parent = new ProcessBuilder("/bin/sh", "-c", "setsid sleep 1000 & echo $!; kill -STOP $$")
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            long leader = Long.parseLong(parent.inputReader().readLine());
            Session.ledBy(leader).orElseThrow().kill();
            assertThat(ProcessTable.find(leader)).isEmpty();
            assertThat(ProcessHandle.of(leader))
                    .as("it is dead, but still there")
                    .isPresent();
        } finally {
            parent.destroyForcibly();
        }
    }
}

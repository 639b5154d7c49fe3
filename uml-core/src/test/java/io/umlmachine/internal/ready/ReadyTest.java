package io.umlmachine.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.Ready;
import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** What is refused before a machine is waited for. The waits are those of ReadyIT. */
class ReadyTest {

    @Test
    void whatCannotBeWaitedForIsRefusedAtOnce() {
        assertThatThrownBy(() -> Ready.port(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Ready.port(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ready.file("run/x")).hasMessageContaining("run/x");
        assertThatThrownBy(() -> Ready.logLine("(")).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(Ready::all).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ready.port(1).within(Duration.ZERO)).hasMessageContaining("positive");
    }

    @Test
    void aWaitTakesAMinuteUnlessItIsTold() {
        assertThat(Ready.port(80).timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(Ready.port(80).within(Duration.ofSeconds(5)).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Ready.port(80)
                        .within(Duration.ofSeconds(5))
                        .and(Ready.file("/x").within(Duration.ofSeconds(7)))
                        .timeout())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aStrategySaysWhatItWaitsFor() {
        assertThat(Ready.port(80)
                        .and(Ready.file("/run/x"))
                        .within(Duration.ofSeconds(1))
                        .awaited())
                .isEqualTo("TCP port 80 and file /run/x");
        assertThat(Ready.unit("ssh.service").awaited()).contains("ssh.service");
        assertThat(Ready.command("test", "-e", "a b").awaited()).contains("test -e 'a b'");
    }
}

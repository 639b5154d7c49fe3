package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void nulIsRefusedWhereverItStandsAndThePlaceIsNamed() {
        assertThatThrownBy(() -> Command.of("echo", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argument 1")
                .hasMessageContaining("index 1");
        assertThatThrownBy(() -> Command.of("ec\0ho")).hasMessageContaining("program");
        Command echo = Command.of("echo");
        assertThatThrownBy(() -> echo.env("A", "\0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> echo.env("\0", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> echo.user("\0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> echo.directory("/\0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Command.of("")).isInstanceOf(IllegalArgumentException.class);
        Command command = Command.of("true");
        assertThatThrownBy(() -> command.directory("tmp")).hasMessageContaining("absolute");
        assertThatThrownBy(() -> command.env("A=B", "c")).hasMessageContaining("A=B");
        assertThatThrownBy(() -> command.timeout(Duration.ZERO)).hasMessageContaining("positive");
        assertThatThrownBy(() -> command.outputLimit(ByteSize.gibibytes(2))).hasMessageContaining("2G");
    }

    @Test
    void aSetterLeavesTheOriginalAlone() {
        Command original = Command.of("id");
        Command changed = original.user("nobody").env("A", "1").directory("/tmp");
        assertThat(original.user()).isEqualTo("root");
        assertThat(original.environment()).isEmpty();
        assertThat(changed.user()).isEqualTo("nobody");
        assertThat(changed.environment()).containsEntry("A", "1");
        assertThat(changed.directory()).isEqualTo("/tmp");
    }

    @Test
    void argumentsAreAddedBehindThoseThatAreThere() {
        Command apt = Command.of("apt-get", "-q").env("A", "1");
        assertThat(apt.args("install", "two words").argv()).containsExactly("apt-get", "-q", "install", "two words");
        assertThat(apt.args("x").environment()).containsEntry("A", "1");
        assertThat(apt.argv()).containsExactly("apt-get", "-q");
        assertThatThrownBy(() -> apt.args("a\0b")).hasMessageContaining("argument 2");
    }

    @Test
    void itsTextIsWhatAShellWouldNeed() {
        assertThat(Command.of("sh", "-c", "echo 'hi' $X", "", "plain-word_1.0"))
                .hasToString("sh -c 'echo '\\''hi'\\'' $X' '' plain-word_1.0");
    }
}

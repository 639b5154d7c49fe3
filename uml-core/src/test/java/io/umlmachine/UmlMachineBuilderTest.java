package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UmlMachineBuilderTest {

    private final UmlMachine.Builder builder = UmlMachine.builder();

    @Test
    void aMachineNeedsAnImage() {
        assertThatThrownBy(builder::boot)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("image");
    }

    @Test
    void optionsThatCannotWorkAreRefusedAtOnce() {
        assertThatThrownBy(() -> builder.memory(ByteSize.mebibytes(8))).hasMessageContaining("32M");
        assertThatThrownBy(() -> builder.hostname("no spaces")).hasMessageContaining("no spaces");
        assertThatThrownBy(() -> builder.hostname("-dash")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.kernelArgument("two words")).hasMessageContaining("two words");
        assertThatThrownBy(() -> builder.kernelArgument("--")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.bootTimeout(Duration.ofSeconds(-1))).hasMessageContaining("positive");
        assertThatThrownBy(() -> builder.admission(Admission.byMemory().waitingAtMost(Duration.ofSeconds(-1))))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> builder.placement(CpuPlacement.cpu(-1))).hasMessageContaining("-1");
    }
}

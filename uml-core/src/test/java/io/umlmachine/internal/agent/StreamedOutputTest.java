package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.MachineClosedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StreamedOutputTest {

    private final AtomicInteger credit = new AtomicInteger();
    private final StreamedOutput output = new StreamedOutput(10, credit::addAndGet);

    @Test
    void whatIsReadGivesCredit() throws IOException {
        output.accept(new byte[] {1, 2, 3});
        assertThat(output.available()).isEqualTo(3);
        assertThat(output.read()).isEqualTo(1);
        assertThat(credit).hasValue(1);
        assertThat(output.readNBytes(2)).containsExactly(2, 3);
        assertThat(credit).hasValue(3);
    }

    @Test
    void moreThanTheWindowIsAProtocolError() throws IOException {
        output.accept(new byte[8]);
        assertThatThrownBy(() -> output.accept(new byte[3])).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theEndComesAfterWhatWaits() throws IOException {
        output.accept(new byte[] {7});
        output.end();
        assertThat(output.readAllBytes()).containsExactly(7);
        assertThat(output.read()).isEqualTo(-1);
    }

    @Test
    void aFailureComesAfterWhatWaitsAndIsTheCause() throws IOException {
        MachineClosedException reason = new MachineClosedException("m");
        output.accept(new byte[] {7});
        output.fail(reason);
        assertThat(output.read()).isEqualTo(7);
        assertThatThrownBy(output::read).isInstanceOf(IOException.class).hasCause(reason);
    }

    @Test
    void closingDiscardsAndKeepsTheCommandGoing() throws IOException {
        output.accept(new byte[4]);
        output.close();
        assertThat(credit).hasValue(4);
        output.accept(new byte[9]);
        output.accept(new byte[9]);
        assertThat(credit).hasValue(22);
        assertThatThrownBy(output::read).isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptEndsAWaitAndIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(output::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}

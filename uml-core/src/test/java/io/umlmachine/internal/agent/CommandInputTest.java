package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CommandInputTest {

    private static final int WINDOW = 65_536;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final FrameWriter writer = new FrameWriter(line);
    private final CommandInput input = new CommandInput(writer, 5);

    @Test
    void noMoreIsSentThanThereIsCreditFor() throws IOException {
        input.write(new byte[WINDOW]);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> input.write(1)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        input.addCredit(3);
        input.write(new byte[3]);
        input.close();
        assertThat(sent()).isEqualTo(WINDOW + 3);
    }

    @Test
    void creditForWhatWasNotSentBreaksTheProtocol() throws IOException {
        assertThatThrownBy(() -> input.addCredit(1)).isInstanceOf(ProtocolException.class);
        input.write(new byte[10]);
        assertThatThrownBy(() -> input.addCredit(11)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> input.addCredit(-1)).isInstanceOf(ProtocolException.class);
        input.addCredit(10);
    }

    @Test
    void aCommandThatHasEndedTakesNoMore() {
        input.end("it has ended");
        assertThatThrownBy(() -> input.write(1)).isInstanceOf(IOException.class).hasMessage("it has ended");
    }

    @Test
    void aClosedInputTakesNoMoreAndEndsOnce() throws IOException {
        input.close();
        input.close();
        assertThatThrownBy(() -> input.write(1)).isInstanceOf(IOException.class);
        writer.abort();
        writer.run();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(line.toByteArray()));
        assertThat(reader.read().orElseThrow().type()).isEqualTo(FrameType.STDIN_EOF);
        assertThat(reader.read()).isEmpty();
    }

    private int sent() throws IOException {
        writer.abort();
        writer.run();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(line.toByteArray()));
        int bytes = 0;
        for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            assertThat(frame.get().channel()).isEqualTo(5);
            bytes += frame.get().payload().length;
        }
        return bytes;
    }
}

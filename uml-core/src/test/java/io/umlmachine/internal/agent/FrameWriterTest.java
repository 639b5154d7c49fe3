package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FrameWriterTest {

    private static final int WINDOW = 3_840;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final FrameWriter writer = new FrameWriter(line);

    @Test
    void noMoreIsUnderWayThanTheGuestsTerminalHolds() throws Exception {
        writer.send(FrameType.STDIN, 1, new byte[10_000]);
        writer.finish();
        CompletableFuture<Void> running = CompletableFuture.runAsync(this::run);
        await().until(() -> line.size() > WINDOW - 256);
        assertThat(line.size()).isLessThanOrEqualTo(WINDOW);
        for (int read = 0; read < 10_009 - WINDOW; ) {
            int step = Math.min(1280, line.size() - read);
            int before = line.size();
            writer.addLineCredit(step);
            read += step;
            await().until(() -> line.size() > before || running.isDone());
            assertThat(line.size() - read).isLessThanOrEqualTo(WINDOW);
        }
        running.get();
        assertThat(line.size()).isEqualTo(10_009);
    }

    @Test
    void anAgentThatReadMoreThanWasSentBreaksTheProtocol() {
        assertThatThrownBy(() -> writer.addLineCredit(1)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> writer.addLineCredit(-1)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anAbortedWriterDoesNotWaitForCredit() throws Exception {
        writer.send(FrameType.STDIN, 1, new byte[10_000]);
        writer.abort();
        run();
        assertThat(line.size()).isEqualTo(10_009);
    }

    private void run() {
        try {
            writer.run();
        } catch (IOException e) {
            throw new AssertionError("Memory cannot fail", e);
        }
    }
}

package io.umlmachine.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against what a terminal in raw mode with a read time of a tenth of a second gives to Java. */
@Timeout(20)
class HostInputTest {

    private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
    private final HostInput input = new HostInput(new Raw());

    private final class Raw extends InputStream {
        @Override
        public int read() throws IOException {
            try {
                Integer key = keys.poll(100, TimeUnit.MILLISECONDS);
                return key == null ? -1 : key;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            int key = read();
            if (key < 0) {
                return -1;
            }
            target[start] = (byte) key;
            return 1;
        }
    }

    @Test
    void aPauseIsNoEnd() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return input.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletableFuture.runAsync(
                () -> keys.add((int) 'x'), CompletableFuture.delayedExecutor(350, TimeUnit.MILLISECONDS));
        assertThat(read.get()).isEqualTo('x');
    }

    @Test
    void closeEndsAReadAndLeavesTheNextKeyToOthers() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return input.read();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        input.close();
        assertThat(read.get()).isEqualTo(-1);
        keys.add((int) 'x');
        assertThat(input.read()).isEqualTo(-1);
        assertThat(keys).hasSize(1);
    }

    @Test
    void aTerminalThatIsGoneIsAnEnd() throws Exception {
        assertThat(new HostInput(InputStream.nullInputStream()).read()).isEqualTo(-1);
    }
}

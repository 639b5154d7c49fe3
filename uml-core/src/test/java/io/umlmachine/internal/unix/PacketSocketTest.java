package io.umlmachine.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets of packets, and waiting for them. */
@Timeout(30)
class PacketSocketTest {

    @TempDir
    private Path directory;

    private final PacketBuffer buffer = new PacketBuffer(100);

    @AfterEach
    void free() {
        buffer.close();
    }

    private boolean send(PacketSocket socket, String text) {
        buffer.copyFrom(text.getBytes(), text.length());
        return socket.send(buffer, text.length());
    }

    private String receive(PacketSocket socket) {
        byte[] bytes = new byte[socket.receive(buffer)];
        buffer.copyTo(bytes, bytes.length);
        return new String(bytes);
    }

    @Test
    void packetsArriveOneByOneAndThenTheEnd() throws IOException {
        Path path = directory.resolve("socket");
        try (PacketListener listener = PacketListener.listen(path)) {
            assertThat(listener.accept()).isEmpty();
            PacketSocket client = PacketSocket.connect(path);
            new PollSet(List.of(listener)).await();
            try (PacketSocket server = listener.accept().orElseThrow()) {
                assertThat(server.receive(buffer)).isEqualTo(PacketSocket.NOTHING);
                assertThat(send(client, "one")).isTrue();
                assertThat(send(client, "two")).isTrue();
                PollSet both = new PollSet(List.of(listener, server));
                both.await();
                assertThat(both.isReady(0)).isFalse();
                assertThat(both.isReady(1)).isTrue();
                assertThat(receive(server)).isEqualTo("one");
                assertThat(receive(server)).isEqualTo("two");
                client.close();
                client.close();
                both.await();
                assertThat(server.receive(buffer)).isEqualTo(PacketSocket.ENDED);
                assertThat(send(server, "x")).isFalse();
            }
        }
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> PacketSocket.connect(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path.toString());
    }

    @Test
    void aQueueHasItsEndAndALongPacketTellsItsLength() throws IOException {
        List<PacketSocket> pair = PacketSocket.pair();
        try (PacketSocket one = pair.get(0);
                PacketSocket two = pair.get(1);
                PacketBuffer large = new PacketBuffer(5000)) {
            assertThat(one.send(large, 5000)).isTrue();
            assertThat(two.receive(buffer)).isEqualTo(5000);
            int sent = 0;
            while (one.send(large, 5000)) {
                sent++;
            }
            assertThat(sent).isBetween(1, 10_000);
            assertThat(two.receive(large)).isEqualTo(5000);
        }
    }

    @Test
    void aPathThatIsTooLongIsRefusedInWords() {
        assertThatThrownBy(() -> PacketListener.listen(directory.resolve("x".repeat(200))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("107");
    }
}

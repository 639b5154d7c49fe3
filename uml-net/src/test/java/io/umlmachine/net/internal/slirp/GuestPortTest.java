package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.unix.PacketBatch;
import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketListener;
import io.umlmachine.internal.unix.PacketSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test plays the guest's kernel. */
@Timeout(60)
class GuestPortTest {

    private static final int LIMIT = 1518;

    @TempDir
    private Path directory;

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final PacketBuffer buffer = new PacketBuffer(4000);
    private GuestPort port;

    @BeforeEach
    void listen() throws IOException {
        port = GuestPort.listen(directory.resolve("port"), LIMIT, (frames, frame) -> {
            byte[] first = new byte[1];
            frames.copyTo(frame, first, 1);
            return first[0] != '-';
        });
        port.connect((frames, from, to) -> {
            for (int i = from; i < to; i++) {
                byte[] bytes = new byte[frames.length(i)];
                frames.copyTo(i, bytes, bytes.length);
                arrived.add(new String(bytes));
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        port.close();
        buffer.close();
    }

    private PacketSocket guest() throws IOException {
        return PacketSocket.connect(directory.resolve("port"));
    }

    private void send(PacketSocket socket, String text) {
        byte[] bytes = text.getBytes();
        buffer.copyFrom(bytes, bytes.length);
        while (!socket.send(buffer, bytes.length)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void framesArriveInOrderButThoseThatAreStopped() throws IOException {
        List<String> expected = new ArrayList<>();
        try (PacketSocket guest = guest()) {
            for (int i = 0; i < 1000; i++) {
                boolean stopped = i % 7 == 3 || i % 7 == 4;
                send(guest, (stopped ? "-" : "+") + i);
                if (!stopped) {
                    expected.add("+" + i);
                }
            }
            await().untilAsserted(() -> assertThat(arrived).isEqualTo(expected));
        }
    }

    @Test
    void aFrameThatIsTooLongIsLostAlone() throws IOException {
        try (PacketSocket guest = guest()) {
            send(guest, "x".repeat(LIMIT + 1));
            send(guest, "y".repeat(LIMIT));
            await().untilAsserted(() -> assertThat(arrived).containsExactly("y".repeat(LIMIT)));
        }
    }

    @Test
    void aGuestComesBackAsOftenAsItLikes() throws IOException {
        for (int i = 0; i < 50; i++) {
            String frame = "link up " + i;
            try (PacketSocket guest = guest()) {
                send(guest, frame);
                await().untilAsserted(() -> assertThat(arrived).endsWith(frame));
            }
        }
    }

    /** Two frames of a helper, in a batch as they came. */
    private PacketBatch batch() throws IOException {
        try (PacketListener listener = PacketListener.listen(directory.resolve("helper"));
                PacketSocket helper = PacketSocket.connect(directory.resolve("helper"))) {
            Optional<PacketSocket> end = listener.await();
            try (PacketSocket socket = end.orElseThrow()) {
                send(helper, "one");
                send(helper, "two");
                PacketBatch batch = new PacketBatch(4, LIMIT);
                assertThat(socket.await(batch)).isEqualTo(2);
                return batch;
            }
        }
    }

    @Test
    void framesForAGuestWhoseLinkIsDownAreLost() throws IOException {
        try (PacketBatch batch = batch()) {
            port.deliver(batch, 0, 2);
            try (PacketSocket guest = guest();
                    PacketBatch received = new PacketBatch(4, LIMIT)) {
                send(guest, "I am here");
                await().until(() -> arrived.contains("I am here"));
                port.deliver(batch, 1, 2);
                assertThat(guest.await(received)).isEqualTo(1);
                assertThat(received.length(0)).isEqualTo(3);
            }
        }
    }

    @Test
    void itEndsThoughAGuestDoesNotTakeItsFrames() throws Exception {
        try (PacketSocket guest = guest();
                PacketBatch batch = batch()) {
            send(guest, "I am here");
            await().until(() -> arrived.contains("I am here"));
            Thread stuck = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    port.deliver(batch, 0, 2);
                }
            });
            stuck.start();
            port.close();
            stuck.join();
            assertThat(directory.resolve("port")).doesNotExist();
        }
    }

    @Test
    void nothingIsLeftOfItsSocket() throws IOException {
        port.close();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }
}

package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.InTapNamespace;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host whose resolver listens on its loopback interface only, as systemd-resolved does. */
@InTapNamespace
@Timeout(180)
class LoopbackResolverIT {

    private static final String RESOLVER = "127.0.0.53";
    private static final byte[] ADDRESS = {(byte) 192, 0, 2, 7};

    @Test
    void aGuestResolvesNamesByItThoughTheHostIsIsolated() throws Exception {
        try (NameServer server = NameServer.start();
                UmlMachine vm = UmlMachine.builder()
                        .image(TestImage.path())
                        .network(Slirp.create())
                        .boot()) {
            String resolved = vm.exec(
                            Command.of("getent", "ahostsv4", "answer.example").timeout(Duration.ofSeconds(60)))
                    .orThrow()
                    .stdout();
            assertThat(resolved).contains("192.0.2.7");
            assertThat(server.names).contains("answer.example");
        }
    }

    /** Says of every name that it has one address. Messages are those of RFC 1035. */
    private static final class NameServer implements AutoCloseable {

        private static final int HEADER = 12;
        private static final int ANSWER = 0x8180;
        private static final int QUESTION_ENDS_WITH = 4;

        private final List<String> names = new CopyOnWriteArrayList<>();
        private final DatagramSocket socket;
        private final Thread thread = new Thread(this::run, "name-server");

        private NameServer(DatagramSocket socket) {
            this.socket = socket;
        }

        static NameServer start() throws IOException {
            NameServer server = new NameServer(new DatagramSocket(53, InetAddress.getByName(RESOLVER)));
            server.thread.start();
            return server;
        }

        private void run() {
            byte[] buffer = new byte[512];
            try {
                while (true) {
                    DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                    socket.receive(question);
                    byte[] answer = answer(ByteBuffer.wrap(buffer, 0, question.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (SocketException e) {
                // Closed: the test is over.
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] answer(ByteBuffer question) {
            short id = question.getShort();
            question.position(HEADER);
            StringBuilder name = new StringBuilder();
            for (int length = question.get(); length > 0; length = question.get()) {
                byte[] label = new byte[length];
                question.get(label);
                name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
            }
            names.add(name.toString());
            int end = question.position() + QUESTION_ENDS_WITH;
            boolean ipv4 = question.getShort() == 1;
            ByteBuffer answer = ByteBuffer.allocate(512);
            answer.putShort(id).putShort((short) ANSWER).putShort((short) 1).putShort((short) (ipv4 ? 1 : 0));
            answer.putInt(0).put(question.array(), HEADER, end - HEADER);
            if (ipv4) {
                // The name is the question's; an address of the Internet, for a minute.
                answer.putShort((short) 0xc00c)
                        .putShort((short) 1)
                        .putShort((short) 1)
                        .putInt(60);
                answer.putShort((short) ADDRESS.length).put(ADDRESS);
            }
            byte[] bytes = new byte[answer.position()];
            answer.flip().get(bytes);
            return bytes;
        }

        @Override
        public void close() throws InterruptedException {
            socket.close();
            thread.join();
        }
    }
}

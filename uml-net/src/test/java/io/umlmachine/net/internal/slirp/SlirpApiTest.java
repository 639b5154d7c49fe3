package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.PortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SlirpApiTest {

    @TempDir
    private Path directory;

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("api")));
        return server;
    }

    /** Takes one request to its end, and answers in two pieces. */
    private static CompletableFuture<String> answer(ServerSocketChannel server, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel client = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(4096);
                while (client.read(request) >= 0) {
                    // Until the client has said all.
                }
                byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
                client.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2));
                client.write(ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2));
                return new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private SlirpApi api() {
        return new SlirpApi(directory.resolve("api"), () -> true);
    }

    @Test
    void aRequestIsWhatTheManualSays() throws Exception {
        try (ServerSocketChannel server = listen()) {
            CompletableFuture<String> request = answer(server, "{\"return\":{\"id\":42}}");
            assertThat(api().add(PortForward.udp(8080, 80))).contains(42);
            assertThat(request.join())
                    .isEqualTo("{\"execute\":\"add_hostfwd\",\"arguments\":{\"proto\":\"udp\","
                            + "\"host_addr\":\"127.0.0.1\",\"host_port\":8080,"
                            + "\"guest_addr\":\"10.0.2.100\",\"guest_port\":80}}");
        }
    }

    @Test
    void itWaitsForTheSocketToAppear() throws Exception {
        CompletableFuture<Boolean> removed = CompletableFuture.supplyAsync(() -> {
            try {
                api().remove(7);
                return true;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (ServerSocketChannel server = listen()) {
            assertThat(answer(server, "{ \"return\": {} }\n").join()).contains("remove_hostfwd", "\"id\":7");
            assertThat(removed.join()).isTrue();
        }
    }

    @Test
    void itDoesNotWaitForAHelperThatHasEnded() {
        AtomicBoolean asked = new AtomicBoolean();
        SlirpApi api = new SlirpApi(directory.resolve("api"), () -> {
            asked.set(true);
            return false;
        });
        assertThatThrownBy(() -> api.remove(1)).isInstanceOf(IOException.class);
        assertThat(asked).isTrue();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                api().remove(1);
            } catch (IOException | InterruptedException e) {
                failure.complete(e);
            }
        });
        thread.start();
        thread.interrupt();
        assertThat(failure.join()).isInstanceOfAny(InterruptedException.class, ClosedByInterruptException.class);
    }

    @Test
    void aPortThatIsTakenIsNoNumber() throws Exception {
        assertThat(SlirpApi.parseId("{\"error\":{\"desc\":\"bad request: add_hostfwd: slirp_add_hostfwd failed\"}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"return\":{}}",
                "{\"return\":{\"id\":99999999999}}",
                "{\"return\":{\"id\":-1}}",
                "{\"return\":{\"id\":1}} ",
                "{\"return\":{\"id\":1}}{}",
                "{\"error\":{\"desc\":\"bad request: add_hostfwd: bad arguments.proto\"}}"
            })
    void whatIsNoAnswerFailsWithItsWords(String answer) {
        assertThatThrownBy(() -> SlirpApi.parseId(answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(answer);
    }
}

package io.umlmachine.net.internal.slirp;

import io.umlmachine.PortForward;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks one slirp4netns to forward ports, as slirp4netns(1) describes its API socket: a connection for each request, an
 * object of JSON each way. Requests have numbers and addresses only, and answers have one of three forms, so that no JSON
 * library is needed. Thread-safe, but slirp4netns answers one after the other.
 */
final class SlirpApi {

    /** It answers within a millisecond; the rest is for a host under load. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int ANSWER_LIMIT = 4096;

    private static final Pattern ID =
            Pattern.compile("\\{\\s*\"return\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*(\\d{1,9})\\s*}\\s*}");
    private static final Pattern DONE = Pattern.compile("\\{\\s*\"return\"\\s*:\\s*\\{\\s*}\\s*}");
    private static final Pattern REFUSED =
            Pattern.compile("\\{\\s*\"error\"\\s*:\\s*\\{\\s*\"desc\"\\s*:\\s*\"([^\"\\\\]*)\"\\s*}\\s*}");

    private final Path socket;
    private final BooleanSupplier alive;

    /**
     * A client.
     *
     * @param socket where slirp4netns listens, soon
     * @param alive whether it runs
     */
    SlirpApi(Path socket, BooleanSupplier alive) {
        this.socket = socket;
        this.alive = alive;
    }

    /**
     * Forwards a port.
     *
     * @param forward with the host's port
     * @return the number by which slirp4netns knows it, or empty if it cannot have the host's port
     */
    Optional<Integer> add(PortForward forward) throws IOException, InterruptedException {
        String answer = ask("{\"execute\":\"add_hostfwd\",\"arguments\":{\"proto\":\"%s\",\"host_addr\":\"%s\","
                        .formatted(
                                forward.protocol().name().toLowerCase(Locale.ROOT),
                                forward.host().getAddress().getHostAddress())
                + "\"host_port\":%d,\"guest_addr\":\"%s\",\"guest_port\":%d}}"
                        .formatted(forward.host().getPort(), SlirpConfig.GUEST, forward.guestPort()));
        return parseId(answer);
    }

    /** Forwards a port no more. */
    void remove(int id) throws IOException, InterruptedException {
        String answer = ask("{\"execute\":\"remove_hostfwd\",\"arguments\":{\"id\":%d}}".formatted(id));
        if (!DONE.matcher(answer).matches()) {
            throw unexpected(answer);
        }
    }

    static Optional<Integer> parseId(String answer) throws IOException {
        Matcher id = ID.matcher(answer);
        if (id.matches()) {
            return Optional.of(Integer.valueOf(id.group(1)));
        }
        Matcher refused = REFUSED.matcher(answer);
        if (refused.matches() && refused.group(1).endsWith("slirp_add_hostfwd failed")) {
            return Optional.empty();
        }
        throw unexpected(answer);
    }

    private static IOException unexpected(String answer) {
        return new IOException("slirp4netns does not do what it was asked to; it said: " + answer);
    }

    private String ask(String request) throws IOException, InterruptedException {
        TimeLimit limit = TimeLimit.in(PATIENCE);
        try (SocketChannel channel = connect(limit);
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(ANSWER_LIMIT);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                if (limit.isOver()) {
                    throw late();
                }
                selector.select(Math.max(1, limit.left().toMillis()));
                if (Thread.interrupted()) {
                    throw new InterruptedException("Interrupted while asking slirp4netns");
                }
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1).strip();
        }
    }

    /** Its socket appears a moment after a guest's kernel, or what stands for it, has connected. */
    private SocketChannel connect(TimeLimit limit) throws IOException, InterruptedException {
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (IOException e) {
                channel.close();
                if (Thread.currentThread().isInterrupted() || !alive.getAsBoolean()) {
                    throw e;
                }
                if (limit.isOver()) {
                    throw late();
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static IOException late() {
        return new IOException("slirp4netns does not answer within " + PATIENCE.toSeconds() + " s");
    }
}

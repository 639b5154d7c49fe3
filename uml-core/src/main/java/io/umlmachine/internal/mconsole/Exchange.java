package io.umlmachine.internal.mconsole;

import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import io.umlmachine.internal.unix.DatagramSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One request and the datagrams of its reply. For one thread. */
final class Exchange {

    /** How often a wait looks whether its thread was interrupted or the kernel ended, which a system call does not see. */
    private static final Duration SLICE = Duration.ofMillis(50);

    /** A hundred times what a kernel says at once; a limit for what is no kernel. */
    private static final int REPLY_LIMIT = 4 * 1024 * 1024;

    private final String command;
    private final Duration timeout;
    private final long begin = System.nanoTime();
    private final BooleanSupplier gone;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    Exchange(String command, Duration timeout, BooleanSupplier gone) {
        this.command = command;
        this.timeout = timeout;
        this.gone = gone;
    }

    /** Sends the request and returns the reply's text. */
    String run(DatagramSocket socket, byte[] request) throws IOException, InterruptedException {
        while (!socket.send(request, SLICE)) {
            requirePatience();
            if (gone.getAsBoolean()) {
                throw kernelEnded();
            }
        }
        boolean refused = false;
        boolean more = true;
        for (boolean first = true; more; first = false) {
            Packets.Reply reply = Packets.reply(next(socket));
            // Only the first datagram of a reply says whether the request failed.
            refused |= first && reply.failed();
            more = reply.more();
            keep(reply.text());
        }
        if (refused) {
            throw new MconsoleException(Kind.REFUSED, "The kernel refused '" + command + "': " + text(), text());
        }
        return text();
    }

    private byte[] next(DatagramSocket socket) throws IOException, InterruptedException {
        while (true) {
            requirePatience();
            Optional<byte[]> datagram = socket.receive(Packets.REPLY_BUFFER, SLICE);
            if (datagram.isEmpty() && gone.getAsBoolean()) {
                // It may have answered as the last thing it did.
                return socket.receive(Packets.REPLY_BUFFER, Duration.ZERO).orElseThrow(this::kernelEnded);
            }
            if (datagram.isPresent()) {
                return datagram.get();
            }
        }
    }

    private void keep(byte[] more) throws MconsoleException {
        text.writeBytes(more);
        if (text.size() > REPLY_LIMIT) {
            throw new MconsoleException(
                    Kind.MALFORMED, "The answer to '" + command + "' has no end after " + text.size() + " bytes", "");
        }
    }

    private void requirePatience() throws MconsoleException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while waiting for the management console");
        }
        if (System.nanoTime() - begin >= timeout.toNanos()) {
            throw new MconsoleException(
                    Kind.TIMED_OUT,
                    "The management console did not answer '" + command + "'" + (text.size() == 0 ? "" : " completely")
                            + " within " + timeout.toMillis() + " ms",
                    text());
        }
    }

    private MconsoleException kernelEnded() {
        return new MconsoleException(Kind.GONE, "The kernel ended before it answered '" + command + "'", text());
    }

    private String text() {
        return text.toString(StandardCharsets.UTF_8);
    }
}

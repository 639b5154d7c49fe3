package io.umlmachine.internal.mconsole;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A client of one kernel's management console. The packets are those of the kernel's
 * {@code arch/um/drivers/mconsole.h}, version 2, in the host's byte order. Thread-safe: one request at a time.
 */
public final class Mconsole {

    private static final int MAGIC = 0xcafebabe;
    private static final int VERSION = 2;
    private static final int DATA = 512;
    private static final int HEADER = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path local;
    private final Path remote;

    /**
     * A client; it connects for each request.
     *
     * @param local where its own socket goes
     * @param remote the kernel's socket
     */
    public Mconsole(Path local, Path remote) {
        this.local = local;
        this.remote = remote;
    }

    /**
     * Adds a disk to the running machine.
     *
     * @param letter which: {@code /dev/ubd} and this letter
     * @param file its contents
     * @param readOnly whether the guest may only read it
     * @throws IOException if the kernel refuses, with its words
     */
    public void plug(char letter, Path file, boolean readOnly) throws IOException, InterruptedException {
        request("config ubd" + letter + (readOnly ? "r" : "") + "=" + file);
    }

    /**
     * Takes a disk from the running machine; nothing in the guest may have it open.
     *
     * @throws IOException if the kernel refuses, with its words
     */
    public void unplug(char letter) throws IOException, InterruptedException {
        request("remove ubd" + letter);
    }

    /**
     * Sends a command and waits for the whole reply.
     *
     * @return the reply's text
     * @throws IOException if the kernel refuses, with its words, or does not answer
     */
    public synchronized String request(String command) throws IOException, InterruptedException {
        try (DatagramSocket socket = DatagramSocket.open(local, remote)) {
            socket.send(encode(command));
            StringBuilder text = new StringBuilder();
            boolean refused = false;
            boolean more = true;
            for (boolean first = true; more; first = false) {
                ByteBuffer reply =
                        ByteBuffer.wrap(socket.receive(HEADER + DATA, PATIENCE)).order(ByteOrder.nativeOrder());
                if (reply.remaining() < HEADER) {
                    throw new IOException("The management console sent " + reply.remaining() + " bytes; a reply has "
                            + HEADER + " at least");
                }
                // Only the first datagram of a reply says whether the command failed.
                refused |= reply.getInt() != 0 && first;
                more = reply.getInt() != 0;
                text.append(text(reply));
            }
            if (refused) {
                throw new IOException("The kernel refused '" + command + "': " + text);
            }
            return text.toString();
        }
    }

    private static String text(ByteBuffer reply) {
        int length = Math.max(0, Math.min(reply.getInt(), reply.remaining()));
        byte[] bytes = new byte[length];
        reply.get(bytes);
        int end = length > 0 && bytes[length - 1] == 0 ? length - 1 : length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] encode(String command) throws IOException {
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        if (text.length >= DATA) {
            throw new IOException("The management console takes less than " + DATA + " bytes: " + command);
        }
        return ByteBuffer.allocate(HEADER + text.length + 1)
                .order(ByteOrder.nativeOrder())
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(text.length)
                .put(text)
                .array();
    }
}

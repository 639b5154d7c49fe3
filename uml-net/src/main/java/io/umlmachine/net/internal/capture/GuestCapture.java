package io.umlmachine.net.internal.capture;

import io.umlmachine.Command;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.CaptureStatistics;
import io.umlmachine.net.PacketCapture;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a program in the guest, {@code capture.pl}, sends: after a byte that says that it has begun, for each packet
 * a byte 1, seconds, nanoseconds, original length and kept length, 32 bits each, and the packet; and now and then a byte 2
 * and how many packets its kernel had no room for since the last time. Thread-safe.
 */
public final class GuestCapture implements PacketCapture {

    private static final Logger LOG = LoggerFactory.getLogger(GuestCapture.class);

    private static final int BEGUN = 0;
    private static final int PACKET = 1;
    private static final int LOST = 2;
    private static final int END = -1;

    private static final int NANOS = 1_000_000_000;
    private static final int LONGEST_WORDS = 4096;
    private static final int READ_SIZE = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CaptureThread thread;
    private final GuestProcess process;
    private final DataInputStream packets;
    private final byte[] packet;
    private volatile boolean givenUp;

    private GuestCapture(CaptureThread thread, GuestProcess process, int snapLength) {
        this.thread = thread;
        this.process = process;
        this.packets = new DataInputStream(new BufferedInputStream(process.stdout(), READ_SIZE));
        this.packet = new byte[snapLength];
    }

    /** Starts one. */
    public static GuestCapture start(UmlMachine machine, String networkInterface, Path file, CaptureOptions options)
            throws IOException, InterruptedException {
        return Interrupts.heed(() -> begin(machine, networkInterface, file, options));
    }

    private static GuestCapture begin(UmlMachine machine, String networkInterface, Path file, CaptureOptions options)
            throws IOException, InterruptedException {
        int snapLength = (int) options.snapLength().bytes();
        GuestProcess process =
                machine.start(Command.of("perl", "-e", script(), networkInterface, Integer.toString(snapLength)));
        try {
            CaptureThread thread = CaptureThread.create(file, options);
            GuestCapture capture = new GuestCapture(thread, process, snapLength);
            try {
                capture.awaitBegin(networkInterface);
            } catch (IOException | RuntimeException e) {
                thread.discard();
                throw e;
            }
            thread.start(capture::write);
            return capture;
        } catch (InterruptedIOException e) {
            process.destroyForcibly();
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while starting a capture").initCause(e);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = GuestCapture.class.getResourceAsStream("capture.pl")) {
            if (script == null) {
                throw new IOException("This module lacks its file capture.pl");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitBegin(String networkInterface) throws IOException {
        if (packets.read() != BEGUN) {
            String words = new String(process.stderr().readNBytes(LONGEST_WORDS), StandardCharsets.UTF_8);
            throw new IOException("Cannot capture packets at " + networkInterface + " in the guest: " + words.strip());
        }
    }

    private void write(PcapFile file) throws IOException {
        try {
            while (step(file)) {
                if (packets.available() == 0) {
                    file.flush();
                }
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean step(PcapFile file) throws IOException {
        try {
            int kind = packets.read();
            if (kind == PACKET) {
                return readPacket(file);
            } else if (kind == LOST) {
                thread.countLost(Integer.toUnsignedLong(packets.readInt()));
                return true;
            } else if (kind == END) {
                return false;
            }
            throw new IOException("The guest sent no packet but a " + kind);
        } catch (EOFException e) {
            LOG.debug("The guest's capture ended in the middle of a packet", e);
            return false;
        } catch (IOException e) {
            if (givenUp || e.getCause() instanceof UmlException) {
                LOG.debug("The capture ends without its last packets", e);
                return false;
            }
            throw e;
        }
    }

    private boolean readPacket(PcapFile file) throws IOException {
        long seconds = Integer.toUnsignedLong(packets.readInt());
        int nanos = packets.readInt();
        int originalLength = packets.readInt();
        int length = packets.readInt();
        if (nanos < 0 || nanos >= NANOS || length < 0 || length > packet.length || length > originalLength) {
            throw new IOException("The guest sent a packet of " + length + " bytes, " + originalLength
                    + " of them original, at " + seconds + "." + nanos);
        }
        packets.readFully(packet, 0, length);
        return file.append(seconds * NANOS + nanos, packet, length, originalLength);
    }

    @Override
    public Path file() {
        return thread.path();
    }

    @Override
    public CaptureStatistics statistics() {
        return thread.statistics();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public void close() throws IOException {
        if (thread.isRunning()) {
            try {
                process.stdin().close();
            } catch (IOException | UmlException e) {
                LOG.trace("The guest's part has ended", e);
            }
        }
        if (!thread.await(PATIENCE)) {
            // The guest may be paused, and not even end a process.
            givenUp = true;
            process.destroyForcibly();
            process.stdout().close();
            thread.await(PATIENCE);
        }
    }
}

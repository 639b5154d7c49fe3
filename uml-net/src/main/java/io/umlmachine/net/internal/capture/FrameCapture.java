package io.umlmachine.net.internal.capture;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.CaptureStatistics;
import io.umlmachine.net.PacketCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Writes the frames of a switch, in memory that is bounded: frames that come faster than the file takes them are lost and
 * counted, and the switch never waits. Thread-safe.
 */
public final class FrameCapture implements PacketCapture {

    /** What may wait for the file. */
    private static final int ROOM = 8 << 20;

    /** What a frame that waits costs beside its bytes. */
    private static final int OVERHEAD = 64;

    /** A disk may be slow, but is not to hang its user for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CaptureThread thread;
    private final int snapLength;
    private final Consumer<FrameCapture> onClose;

    // Guarded by this.
    private Deque<Frame> waiting = new ArrayDeque<>();
    private int taken;
    private boolean closed;

    private record Frame(long nanos, byte[] bytes, int length) {}

    private FrameCapture(CaptureThread thread, CaptureOptions options, Consumer<FrameCapture> onClose) {
        this.thread = thread;
        this.snapLength = (int) options.snapLength().bytes();
        this.onClose = onClose;
    }

    /**
     * Starts one.
     *
     * @param file what to write
     * @param options how much to keep
     * @param onClose takes it from the switch
     */
    public static FrameCapture start(Path file, CaptureOptions options, Consumer<FrameCapture> onClose)
            throws IOException {
        AtomicReference<CaptureThread> thread = new AtomicReference<>();
        Interrupts.<IOException>defer(() -> thread.set(CaptureThread.create(file, options)));
        FrameCapture capture = new FrameCapture(thread.get(), options, onClose);
        capture.thread.start(capture::write);
        return capture;
    }

    /** Takes a frame, whose bytes it copies. */
    public synchronized void accept(byte[] frame, int length) {
        int kept = Math.min(length, snapLength);
        if (closed || !thread.isRunning()) {
            return;
        }
        if (taken + kept + OVERHEAD > ROOM) {
            thread.countLost(1);
            return;
        }
        taken += kept + OVERHEAD;
        waiting.add(new Frame(now(), Arrays.copyOf(frame, kept), length));
        notifyAll();
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private void write(PcapFile file) throws IOException, InterruptedException {
        while (true) {
            Deque<Frame> frames = take();
            if (frames.isEmpty()) {
                return;
            }
            for (Frame frame : frames) {
                if (!file.append(frame.nanos, frame.bytes, frame.bytes.length, frame.length)) {
                    return;
                }
                release(frame.bytes.length + OVERHEAD);
            }
            file.flush();
        }
    }

    /** All that waits, as soon as something does; nothing at the end. */
    private synchronized Deque<Frame> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        Deque<Frame> frames = waiting;
        waiting = new ArrayDeque<>();
        return frames;
    }

    private synchronized void release(int bytes) {
        taken -= bytes;
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
        onClose.accept(this);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (!thread.await(PATIENCE)) {
            throw new IOException("The file " + file() + " still takes packets after " + PATIENCE.toSeconds() + " s");
        }
    }
}

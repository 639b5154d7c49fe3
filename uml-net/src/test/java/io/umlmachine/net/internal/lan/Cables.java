package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketSocket;
import io.umlmachine.net.LanTraffic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A switch, and sockets of the test in place of machines. For one thread. */
final class Cables implements AutoCloseable {

    static final long BROADCAST = 0xffff_ffff_ffffL;

    /** An address of nobody's, such as those behind an uplink. */
    static final long STRANGER = 0x5255_0a00_0202L;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FrameSwitch frames;
    private final List<Plug> plugs = new ArrayList<>();
    private final PacketBuffer buffer = new PacketBuffer(70_000);

    /** The machine's end of a cable, and the port at the other end. */
    record Plug(PacketSocket socket, SwitchPort port, long address) {
        LanTraffic traffic() {
            return port.counters().read();
        }
    }

    Cables() throws IOException {
        frames = FrameSwitch.start(1500);
    }

    FrameSwitch frames() {
        return frames;
    }

    Plug machine(int number) throws IOException {
        MacAddress address = MacAddress.of(0x0a000200 + number);
        List<PacketSocket> pair = PacketSocket.pair();
        return plug(pair.get(0), SwitchPort.connected(address, pair.get(1), new PortCounters()), address.bits());
    }

    Plug uplink() throws IOException {
        List<PacketSocket> pair = PacketSocket.pair();
        return plug(pair.get(0), SwitchPort.uplink(pair.get(1), new PortCounters()), STRANGER);
    }

    private Plug plug(PacketSocket socket, SwitchPort port, long address) {
        frames.add(port);
        Plug plug = new Plug(socket, port, address);
        plugs.add(plug);
        return plug;
    }

    static byte[] frame(long target, long source, int length) {
        byte[] frame = new byte[Math.max(length, 14)];
        ByteBuffer.wrap(frame)
                .putShort((short) (target >> 32))
                .putInt((int) target)
                .putShort((short) (source >> 32))
                .putInt((int) source);
        for (int i = 14; i < length; i++) {
            frame[i] = (byte) (i * 31 + length);
        }
        return Arrays.copyOf(frame, length);
    }

    void send(Plug from, byte[] frame) {
        buffer.copyFrom(frame, frame.length);
        soon(() -> from.socket().send(buffer, frame.length));
    }

    /** Waits for what takes microseconds, for which the intervals of awaitility are too long. */
    private static void soon(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
            Thread.yield();
        }
    }

    /** What waits there; an empty one when the switch has hung up. */
    Optional<byte[]> poll(Plug at) {
        int length = at.socket().receive(buffer);
        if (length == PacketSocket.NOTHING) {
            return Optional.empty();
        }
        byte[] frame = new byte[length];
        buffer.copyTo(frame, length);
        return Optional.of(frame);
    }

    byte[] receive(Plug at) {
        AtomicReference<Optional<byte[]>> received = new AtomicReference<>(Optional.empty());
        soon(() -> {
            received.set(poll(at));
            return received.get().isPresent();
        });
        return received.get().orElseThrow();
    }

    /** Waits until the switch has had so many frames from there. */
    void awaitHandled(Plug from, long number) {
        soon(() -> handled(from) >= number);
    }

    private static long handled(Plug from) {
        LanTraffic traffic = from.traffic();
        return traffic.framesSent() + traffic.foreign() + traffic.malformed();
    }

    @Override
    public void close() {
        frames.close();
        plugs.forEach(plug -> plug.socket().close());
        buffer.close();
    }
}

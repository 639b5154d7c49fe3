package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketListener;
import io.umlmachine.internal.unix.PacketSocket;
import io.umlmachine.net.LanTraffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The switch between sockets of this test in place of machines. */
@Timeout(60)
class FrameSwitchTest {

    @TempDir
    private Path directory;

    private Cables cables;

    @BeforeEach
    void start() throws IOException {
        cables = new Cables();
    }

    @AfterEach
    void end() {
        cables.close();
    }

    @Test
    void aFrameForOneMachineGetsToThatOneOnlyAsItWas() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        Cables.Plug c = cables.machine(6);
        byte[] frame = Cables.frame(b.address(), a.address(), 1514);
        cables.send(a, frame);
        assertThat(cables.receive(b)).isEqualTo(frame);
        assertThat(cables.poll(c)).isEmpty();
        assertThat(cables.poll(a)).isEmpty();
        assertThat(a.traffic()).isEqualTo(new LanTraffic(1, 1514, 0, 0, 0, 0, 0, 0));
        await().until(() -> b.traffic().equals(new LanTraffic(0, 0, 1, 1514, 0, 0, 0, 0)));
    }

    @Test
    void aFrameForAllGetsToAllButItsSender() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        Cables.Plug out = cables.uplink();
        byte[] frame = Cables.frame(Cables.BROADCAST, a.address(), 60);
        cables.send(a, frame);
        assertThat(cables.receive(b)).isEqualTo(frame);
        assertThat(cables.receive(out)).isEqualTo(frame);
        assertThat(cables.poll(a)).isEmpty();
        byte[] multicast = Cables.frame(0x0100_5e00_0001L, b.address(), 60);
        cables.send(b, multicast);
        assertThat(cables.receive(a)).isEqualTo(multicast);
    }

    @Test
    void aMachineCannotSendUnderAnAddressThatIsNotItsOwn() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        Cables.Plug c = cables.machine(6);
        cables.send(a, Cables.frame(b.address(), c.address(), 60));
        cables.send(a, Cables.frame(b.address(), Cables.STRANGER, 60));
        cables.send(a, Cables.frame(Cables.BROADCAST, Cables.BROADCAST, 60));
        byte[] own = Cables.frame(b.address(), a.address(), 61);
        cables.send(a, own);
        assertThat(cables.receive(b)).isEqualTo(own);
        assertThat(a.traffic().foreign()).isEqualTo(3);
        assertThat(a.traffic().framesSent()).isEqualTo(1);
    }

    @Test
    void whatIsForNobodyGoesToTheUplinkOrNowhere() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        cables.send(a, Cables.frame(Cables.STRANGER, a.address(), 60));
        cables.awaitHandled(a, 1);
        await().until(() -> a.traffic().undeliverable() == 1);
        assertThat(cables.poll(b)).isEmpty();

        Cables.Plug out = cables.uplink();
        byte[] frame = Cables.frame(Cables.STRANGER, a.address(), 62);
        cables.send(a, frame);
        assertThat(cables.receive(out)).isEqualTo(frame);
        byte[] answer = Cables.frame(a.address(), Cables.STRANGER + 1, 63);
        cables.send(out, answer);
        assertThat(cables.receive(a)).isEqualTo(answer);
        // Not back to where it came from.
        cables.send(out, Cables.frame(Cables.STRANGER + 7, Cables.STRANGER, 60));
        await().until(() -> out.traffic().undeliverable() == 1);
        assertThat(cables.poll(out)).isEmpty();
    }

    @Test
    void theUplinkCannotPoseAsAMachine() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        Cables.Plug out = cables.uplink();
        cables.send(out, Cables.frame(a.address(), b.address(), 60));
        cables.send(out, Cables.frame(a.address(), Cables.BROADCAST, 60));
        await().until(() -> out.traffic().foreign() == 2);
        assertThat(cables.poll(a)).isEmpty();
    }

    @Test
    void nothingForTheHostsLoopbackGetsToTheUplink() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        Cables.Plug out = cables.uplink();
        for (long target : new long[] {Cables.STRANGER, Cables.BROADCAST}) {
            for (int first : new int[] {127, 0, 10}) {
                byte[] frame = Cables.frame(target, a.address(), 60);
                frame[12] = 8;
                frame[13] = 0;
                frame[30] = (byte) first;
                cables.send(a, frame);
                if (target == Cables.BROADCAST) {
                    assertThat(cables.receive(b)).isEqualTo(frame);
                }
                if (first == 10) {
                    assertThat(cables.receive(out)).isEqualTo(frame);
                }
            }
        }
        await().until(() -> out.traffic().framesReceived() == 2);
        assertThat(a.traffic().undeliverable()).isEqualTo(2);
    }

    @Test
    void framesThatAreTooLongOrTooShortAreDropped() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        cables.send(a, Cables.frame(b.address(), a.address(), 13));
        cables.send(a, Cables.frame(b.address(), a.address(), 1519));
        cables.send(a, Cables.frame(b.address(), a.address(), 60_000));
        byte[] longest = Cables.frame(b.address(), a.address(), 1518);
        cables.send(a, longest);
        assertThat(cables.receive(b)).isEqualTo(longest);
        assertThat(a.traffic().malformed()).isEqualTo(3);
    }

    @Test
    void aReceiverThatDoesNotReceiveLosesFramesAndHoldsUpNobody() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug idle = cables.machine(5);
        Cables.Plug c = cables.machine(6);
        int number = 2000;
        for (int i = 0; i < number; i++) {
            cables.send(a, Cables.frame(Cables.BROADCAST, a.address(), 1514));
            assertThat(cables.receive(c)).hasSize(1514);
        }
        assertThat(c.traffic().lost()).isZero();
        await().until(() -> idle.traffic().framesReceived() + idle.traffic().lost() == number);
        assertThat(idle.traffic().lost()).isPositive();
        for (long left = idle.traffic().framesReceived(); left > 0; left--) {
            assertThat(cables.receive(idle)).hasSize(1514);
        }
        assertThat(cables.poll(idle)).isEmpty();
        cables.send(a, Cables.frame(idle.address(), a.address(), 60));
        assertThat(cables.receive(idle)).hasSize(60);
    }

    @Test
    void aKernelMayHangUpAndConnectAgainAndANewConnectionReplacesTheOld() throws IOException {
        Cables.Plug a = cables.machine(4);
        Path path = directory.resolve("port");
        MacAddress address = MacAddress.of(0x0a000207);
        SwitchPort port = SwitchPort.of(address, PacketListener.listen(path), new PortCounters());
        cables.frames().add(port);
        for (int round = 0; round < 3; round++) {
            PacketSocket kernel = PacketSocket.connect(path);
            Cables.Plug plug = new Cables.Plug(kernel, port, address.bits());
            await().until(port::isConnected);
            byte[] frame = Cables.frame(a.address(), address.bits(), 100 + round);
            cables.send(plug, frame);
            assertThat(cables.receive(a)).isEqualTo(frame);
            cables.send(a, Cables.frame(address.bits(), a.address(), 200 + round));
            assertThat(cables.receive(plug)).hasSize(200 + round);
            kernel.close();
            await().until(() -> !port.isConnected());
        }
        cables.send(a, Cables.frame(address.bits(), a.address(), 60));
        await().until(() -> port.counters().read().lost() == 1);
        try (PacketSocket old = PacketSocket.connect(path)) {
            await().until(port::isConnected);
            try (PacketSocket next = PacketSocket.connect(path)) {
                await().until(() -> old.receive(new PacketBuffer(10)) == PacketSocket.ENDED);
                Cables.Plug plug = new Cables.Plug(next, port, address.bits());
                cables.send(a, Cables.frame(address.bits(), a.address(), 77));
                assertThat(cables.receive(plug)).hasSize(77);
            }
        }
        cables.frames().remove(port);
        cables.frames().remove(port);
        assertThat(path).doesNotExist();
    }

    @Test
    void aListenerSeesWhatIsPassedOnAndNothingElse() throws IOException {
        Cables.Plug a = cables.machine(4);
        Cables.Plug b = cables.machine(5);
        List<byte[]> seen = new CopyOnWriteArrayList<>();
        FrameListener listener = (frame, length) -> seen.add(Arrays.copyOf(frame, length));
        cables.frames().add(listener);
        cables.send(a, Cables.frame(b.address(), Cables.STRANGER, 60));
        byte[] frame = Cables.frame(b.address(), a.address(), 1000);
        cables.send(a, frame);
        cables.receive(b);
        cables.frames().remove(listener);
        cables.send(a, frame);
        cables.receive(b);
        assertThat(seen).containsExactly(frame);
    }

    @Test
    void closingItLeavesNeitherThreadNorDescriptorAndWorksFromManyThreads() throws Exception {
        long before = descriptors();
        for (int round = 0; round < 20; round++) {
            FrameSwitch other = FrameSwitch.start(1500);
            Path path = directory.resolve("port" + round);
            SwitchPort port = SwitchPort.of(MacAddress.of(round), PacketListener.listen(path), new PortCounters());
            other.add(port);
            PacketSocket kernel = PacketSocket.connect(path);
            List<Thread> threads = Stream.of(
                            new Thread(other::close), new Thread(() -> other.remove(port)), new Thread(other::close))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            // After the end, too.
            SwitchPort late = SwitchPort.of(
                    MacAddress.of(1), PacketListener.listen(directory.resolve("late")), new PortCounters());
            other.add(late);
            other.remove(late);
            assertThat(kernel.receive(new PacketBuffer(10))).isEqualTo(PacketSocket.ENDED);
            kernel.close();
            assertThat(directory.resolve("late")).doesNotExist();
        }
        assertThat(descriptors()).isLessThan(before + 10);
        cables.frames().close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("uml-lan");
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void anInterruptedThreadClosesItAndKeepsItsInterrupt() {
        Thread.currentThread().interrupt();
        cables.frames().close();
        assertThat(Thread.interrupted()).isTrue();
    }
}

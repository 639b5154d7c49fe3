package io.umlmachine.internal.mconsole;

import static io.umlmachine.internal.mconsole.PacketsTest.notification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.MachineNotification;
import io.umlmachine.testing.Fuzz;
import io.umlmachine.testing.Parses;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NotificationListenerTest {

    @TempDir
    private Path directory;

    private Path socket;
    private NotificationListener listener;
    private Peer kernel;

    @BeforeEach
    void listen() throws Exception {
        socket = directory.resolve("notify");
        listener = NotificationListener.start("test", socket);
        kernel = new Peer(directory.resolve("kernel"));
    }

    @AfterEach
    void close() {
        kernel.close();
        listener.close();
    }

    /** Until there is room: the queue of a socket is short, and the listener empties it. */
    private void send(byte[] datagram) {
        while (!kernel.send(socket, datagram)) {
            Thread.onSpinWait();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Parses("uml_watchdog")
    void everyTypeBecomesWhatItIs() throws Exception {
        send(notification(0, text("/run/mconsole\0")));
        send(notification(1, text("out of luck\0")));
        send(notification(2, text("not fed\0")));
        send(notification(3, text("from root\n")));
        send(notification(17, text("?")));
        assertThat(listener.next()).contains(new MachineNotification.ConsoleReady("/run/mconsole"));
        assertThat(listener.next()).contains(new MachineNotification.Panic("out of luck"));
        assertThat(listener.next()).contains(new MachineNotification.Hang("not fed"));
        assertThat(listener.next()).contains(new MachineNotification.UserMessage("from root\n"));
        assertThat(listener.next()).contains(new MachineNotification.Other(17, "?"));
    }

    @Test
    void whatIsNoNotificationIsLeftOut() throws Exception {
        send(text("nonsense"));
        send(new byte[2000]);
        send(notification(3, text("still here")));
        assertThat(listener.next()).contains(new MachineNotification.UserMessage("still here"));
    }

    @Test
    void tooManyAreCounted() throws Exception {
        for (int i = 1; i <= 1200; i++) {
            send(notification(3, text("m" + i)));
        }
        listener.close();
        // The last few may still be on their way when the first are taken, and push out others.
        long number = 0;
        long missed = 0;
        for (Optional<MachineNotification> next = listener.next(); next.isPresent(); next = listener.next()) {
            if (next.get() instanceof MachineNotification.Missed gap) {
                number += gap.count();
                missed += gap.count();
            } else {
                number++;
                assertThat(next).contains(new MachineNotification.UserMessage("m" + number));
            }
        }
        assertThat(number).isEqualTo(1200);
        assertThat(missed).isBetween(100L, 200L);
    }

    @Test
    void aClosedListenerGivesWhatItHasAndEnds() throws Exception {
        send(notification(1, text("the last word")));
        listener.close();
        assertThat(listener.next()).contains(new MachineNotification.Panic("the last word"));
        assertThat(listener.next()).isEmpty();
        assertThat(listener.next()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(listener::next).isInstanceOf(InterruptedException.class);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // As long as it is told; a case that hangs is noticed.
    void nothingThatIsSentStopsIt() throws Exception {
        Fuzz.run(random -> {
            send(Fuzz.mutate(random, notification(random.nextInt(5), Fuzz.random(random, 600))));
            send(Fuzz.random(random, 700));
        });
        send(notification(3, text("the end")));
        listener.close();
        Optional<MachineNotification> last = Optional.empty();
        for (Optional<MachineNotification> next = listener.next(); next.isPresent(); next = listener.next()) {
            last = next;
        }
        assertThat(last).contains(new MachineNotification.UserMessage("the end"));
    }
}

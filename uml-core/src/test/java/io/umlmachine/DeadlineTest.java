package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofDays(1);

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCallInTimeGivesItsResult() throws Exception {
        String result = Deadline.within(LONG, () -> "done");
        assertThat(result).isEqualTo("done");
    }

    @Test
    void aCallThatTakesTooLongIsInterruptedAndSaysSo() {
        assertThatThrownBy(() -> Deadline.within(SHORT, () -> never.await()))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(SHORT))
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void whatStreamsMakeOfTheInterruptCountsToo() {
        assertThatThrownBy(() -> Deadline.within(SHORT, () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                }))
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aFailureIsThrownAsItIs() {
        assertThatThrownBy(() -> Deadline.within(LONG, () -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void anInterruptOfSomebodyElseIsAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Deadline.within(LONG, () -> never.await())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aCallThatSucceedsLateHasSucceededAndLeavesNoInterrupt() throws Exception {
        String result = Deadline.within(SHORT, () -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return "late";
        });
        assertThat(result).isEqualTo("late");
    }

    @Test
    void ofNestedDeadlinesTheFirstCounts() {
        assertThatThrownBy(() -> Deadline.within(LONG, () -> Deadline.within(SHORT, () -> never.await())))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(SHORT));
        assertThatThrownBy(() -> Deadline.within(SHORT, () -> Deadline.within(LONG, () -> never.await())))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.limit()).isEqualTo(SHORT));
    }

    @Test
    void aDeadlineIsPositiveAndMayBeEndless() throws Exception {
        assertThatThrownBy(() -> Deadline.within(Duration.ZERO, () -> "never"))
                .isInstanceOf(IllegalArgumentException.class);
        String result = Deadline.within(Duration.ofSeconds(Long.MAX_VALUE), () -> "done");
        assertThat(result).isEqualTo("done");
    }
}

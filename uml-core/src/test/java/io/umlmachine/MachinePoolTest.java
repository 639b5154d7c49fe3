package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool whose machines never boot: their image is not there, or takes for ever. */
@Timeout(60)
class MachinePoolTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    private UmlMachine.Builder machine(MachineImage image) {
        return UmlMachine.builder().image(image).kernel(UmlKernel.of(Path.of("/bin/true")));
    }

    private MachinePool blocked() {
        return MachinePool.of(machine(() -> {
                    attempts.incrementAndGet();
                    never.await();
                    throw new IOException("It came");
                }))
                .open();
    }

    private MachinePool failing() {
        return MachinePool.of(machine(() -> {
                    attempts.incrementAndGet();
                    throw new IOException("no such image, ever");
                }))
                .open();
    }

    private static FutureTask<UmlMachine> taker(MachinePool pool) {
        FutureTask<UmlMachine> task = new FutureTask<>(pool::take);
        Thread thread = new Thread(task, "taker");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Test
    void aTakerWaitsAtMostAsLongAsHeSays() {
        try (MachinePool pool = blocked()) {
            assertThatThrownBy(() -> pool.take(Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(PoolTimeoutException.class, e -> {
                        assertThat(e.timeout()).isEqualTo(Duration.ofMillis(100));
                        assertThat(e.stats().booted()).isZero();
                    })
                    .hasMessageContaining("100 ms");
            assertThatThrownBy(() -> pool.take(Duration.ZERO)).isInstanceOf(PoolTimeoutException.class);
            assertThatThrownBy(() -> pool.take(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
            assertThat(pool.tryTake()).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (MachinePool pool = blocked()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(pool::take).isInstanceOf(InterruptedException.class);

            FutureTask<UmlMachine> task = new FutureTask<>(pool::take);
            Thread thread = new Thread(task);
            thread.start();
            await().until(() -> pool.toString().contains("1 takers"));
            thread.interrupt();
            assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(pool.toString()).contains("0 takers");
        }
    }

    @Test
    void whoWaitsForIdleMachinesLearnsThatThereAreNone() throws Exception {
        try (MachinePool pool = blocked()) {
            assertThat(pool.awaitIdle(1, Duration.ZERO)).isFalse();
            assertThat(pool.awaitIdle(2, Duration.ofMillis(50))).isFalse();
            assertThatThrownBy(() -> pool.awaitIdle(3, Duration.ZERO)).hasMessageContaining("A pool of 2 never has 3");
            assertThatThrownBy(() -> pool.awaitIdle(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.awaitIdle(1, Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closeAndInterruptsEndTheWaitForIdleMachines() throws Exception {
        MachinePool pool = blocked();
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> pool.awaitIdle(1, Duration.ofDays(1)));
        FutureTask<Boolean> closed = new FutureTask<>(() -> pool.awaitIdle(1, Duration.ofDays(1_000_000)));
        Thread one = new Thread(interrupted);
        Thread two = new Thread(closed);
        one.start();
        two.start();
        await().until(() -> one.getState() == Thread.State.TIMED_WAITING);
        await().until(() -> two.getState() == Thread.State.TIMED_WAITING);
        one.interrupt();
        assertThatThrownBy(interrupted::get).hasCauseInstanceOf(InterruptedException.class);
        pool.close();
        assertThatThrownBy(closed::get).hasCauseInstanceOf(PoolClosedException.class);
    }

    @Test
    void closeWakesTheTakersAndEndsTheBoots() throws Exception {
        MachinePool pool = blocked();
        FutureTask<UmlMachine> first = taker(pool);
        FutureTask<UmlMachine> second = taker(pool);
        await().until(() -> pool.toString().contains("2 takers"));
        await().until(() -> attempts.get() > 0);
        pool.close();
        pool.close();
        assertThatThrownBy(first::get).hasCauseInstanceOf(PoolClosedException.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(PoolClosedException.class);
        assertThat(pool.toString()).contains("0 booting");
        assertThatThrownBy(pool::take).isInstanceOf(PoolClosedException.class);
        assertThatThrownBy(pool::tryTake).isInstanceOf(PoolClosedException.class);
    }

    @Test
    void closeFromAnInterruptedThreadCleansUpAndKeepsTheInterrupt() {
        MachinePool pool = blocked();
        await().until(() -> attempts.get() > 0);
        Thread.currentThread().interrupt();
        pool.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pool.toString()).contains("0 booting");
    }

    @Test
    void aPoolThatIsClosedWhileItLooksForRoomStartsNothingMore() {
        for (int round = 0; round < 500; round++) {
            MachinePool pool = blocked();
            // The keeper is at another point of its way in each round.
            for (int spin = 0; spin < round * 20; spin++) {
                Thread.onSpinWait();
            }
            pool.close();
            assertThat(pool.toString()).contains("0 booting");
        }
    }

    @Test
    void nobodyWaitsForAMachineThatCannotBoot() throws Exception {
        try (MachinePool pool = failing()) {
            FutureTask<UmlMachine> first = taker(pool);
            FutureTask<UmlMachine> second = taker(pool);
            assertThatThrownBy(first::get)
                    .hasCauseInstanceOf(BootException.class)
                    .hasMessageContaining("no such image");
            assertThatThrownBy(second::get).hasCauseInstanceOf(BootException.class);
            assertThatThrownBy(pool::take).isInstanceOf(BootException.class);
            assertThat(pool.stats().failed()).isPositive();
            assertThat(pool.stats().hitRate()).isEqualTo(1);
        }
    }

    @Test
    void aPoolThatFailsTriesLessAndLess() {
        try (MachinePool pool = failing()) {
            await().until(() -> pool.stats().failed() >= 3);
            // One at first for each CPU, then one after a second, after two more, after four more.
            assertThat(attempts.get()).isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() + 3);
        }
    }

    @Test
    void descriptionsThatCannotWorkAreRefused() {
        UmlMachine.Builder good = UmlMachine.builder().image(Path.of("image"));
        assertThatThrownBy(() -> MachinePool.of(UmlMachine.builder())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MachinePool.of(
                        UmlMachine.builder().image(Path.of("image")).direct()))
                .hasMessageContaining("direct");
        assertThatThrownBy(() -> MachinePool.of(good).size(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> MachinePool.of(good).bootsAtOnce(0)).hasMessageContaining("not 0");
    }
}

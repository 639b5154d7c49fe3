package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileMutexTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    /** Holds a mutex until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            FileMutex.at(Path.of(arguments[0])).hold(PATIENCE, counter -> {
                System.out.println("held");
                return System.in.read();
            });
        }
    }

    @Test
    void oneThreadAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> FileMutex.at(temporary.resolve("lock"))
                    .hold(PATIENCE, counter -> {
                        int now = inside.incrementAndGet();
                        numbers.add(counter.next());
                        Thread.yield();
                        inside.decrementAndGet();
                        return now;
                    }));
            tasks.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Integer> task : tasks) {
            assertThat(task.get()).isEqualTo(1);
        }
        assertThat(numbers).hasSize(8).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anotherProcessIsWaitedForAtMostSoLongAndItsDeathFreesTheMutex() throws Exception {
        Path file = temporary.resolve("lock");
        try (JavaProgram holder = JavaProgram.start(Holder.class, Map.of(), file.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            assertThatThrownBy(() -> FileMutex.at(file).hold(Duration.ofMillis(100), counter -> "in"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
            FutureTask<String> waiting =
                    new FutureTask<>(() -> FileMutex.at(file).hold(PATIENCE, counter -> "in"));
            new Thread(waiting).start();
            holder.process().destroyForcibly().waitFor();
            assertThat(waiting.get()).isEqualTo("in");
        }
    }

    @Test
    void anInterruptEndsTheWaitForAnotherProcessAndForAnotherThread() throws Exception {
        Path file = temporary.resolve("lock");
        try (JavaProgram holder = JavaProgram.start(Holder.class, Map.of(), file.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            CountDownLatch inside = new CountDownLatch(1);
            CompletableFuture<Throwable> forProcess = new CompletableFuture<>();
            Thread first = interruptible(file, inside, forProcess);
            inside.await();
            CompletableFuture<Throwable> forThread = new CompletableFuture<>();
            Thread second = interruptible(file, new CountDownLatch(1), forThread);
            second.interrupt();
            assertThat(forThread.get()).isInstanceOf(InterruptedException.class);
            first.interrupt();
            assertThat(forProcess.get()).isInstanceOf(InterruptedException.class);
        }
    }

    private static Thread interruptible(Path file, CountDownLatch begun, CompletableFuture<Throwable> end) {
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                FileMutex.at(file).hold(PATIENCE, counter -> "in");
            } catch (Exception e) {
                end.complete(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void aFileThatACleanerRemovedIsMadeAnew() throws Exception {
        Path file = temporary.resolve("lock");
        FileMutex mutex = FileMutex.at(file);
        assertThat(mutex.<Long>hold(PATIENCE, FileMutex.Counter::next)).isEqualTo(1);
        Files.delete(file);
        assertThat(mutex.<Long>hold(PATIENCE, FileMutex.Counter::next)).isEqualTo(1);
        assertThat(mutex.<Long>hold(PATIENCE, FileMutex.Counter::next)).isEqualTo(2);
    }

    @Test
    void aThreadCanAskWhetherItIsInside() throws Exception {
        FileMutex mutex = FileMutex.at(temporary.resolve("lock"));
        assertThat(mutex.isHeldByCurrentThread()).isFalse();
        mutex.hold(PATIENCE, counter -> {
            assertThat(mutex.isHeldByCurrentThread()).isTrue();
            FutureTask<Boolean> other = new FutureTask<>(mutex::isHeldByCurrentThread);
            new Thread(other).start();
            try {
                assertThat(other.get()).isFalse();
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
            return 0;
        });
        assertThat(mutex.isHeldByCurrentThread()).isFalse();
    }
}

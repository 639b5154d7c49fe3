package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.TestImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for real machines. Those tests that need a machine's end have one of their own. */
@Timeout(180)
class ReadyIT {

    private static final Duration SHORT = Duration.ofMillis(700);

    /** Enough to have looked once, on a busy host too. */
    private static final Duration ONE_LOOK = Duration.ofSeconds(5);

    /** Listens on an address and a port, says so, and stays. */
    private static final String LISTENER = """
            use Socket;
            socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
            bind($s, sockaddr_in($ARGV[1], inet_aton($ARGV[0]))) or die $!;
            listen($s, 5) or die;
            accept(my $c, $s);
            """;

    private static UmlMachine vm;

    private static UmlMachine boot() throws InterruptedException {
        return UmlMachine.builder().image(TestImage.path()).boot();
    }

    @BeforeAll
    static void bootOnce() throws Exception {
        vm = boot();
    }

    @AfterAll
    static void closeOnce() {
        vm.close();
    }

    @Test
    void aPortIsReadyWhenSomethingListensAtAnyAddress() throws Exception {
        CompletableFuture<Void> waiting = inBackground(vm, Ready.port(8080));
        assertThat(waiting).isNotDone();
        GuestProcess local = vm.start(Command.of("perl", "-e", LISTENER, "127.0.0.1", "8080"));
        waiting.get(60, TimeUnit.SECONDS);
        GuestProcess any = vm.start(Command.of("perl", "-e", LISTENER, "0.0.0.0", "8081"));
        vm.await(Ready.port(8081));
        // Nothing has connected: both still wait in accept.
        assertThat(local.onExit()).isNotDone();
        assertThat(any.onExit()).isNotDone();
        local.destroyForcibly();
        any.destroyForcibly();
    }

    @Test
    void aPortThatNobodyOpensSaysWhichAreOpen() throws Exception {
        GuestProcess other = vm.start(Command.of("perl", "-e", LISTENER, "127.0.0.1", "9001"));
        vm.await(Ready.port(9001));
        assertThatThrownBy(() -> vm.await(Ready.port(9).within(ONE_LOOK)))
                .isInstanceOfSatisfying(ReadyTimeoutException.class, e -> {
                    assertThat(e.awaited()).isEqualTo("TCP port 9");
                    assertThat(e.timeout()).isEqualTo(ONE_LOOK);
                    assertThat(e.lastSeen()).startsWith("listening:").contains("9001");
                })
                .hasMessageContaining("TCP port 9")
                .hasMessageContaining("9001");
        other.destroyForcibly();
    }

    @Test
    void theWatchingProgramEndsWithTheWait() throws Exception {
        assertThatThrownBy(() -> vm.await(Ready.file("/no/such/file").within(ONE_LOOK)))
                .hasMessageContaining("last seen: no /no/such/file");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(vm.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                                .stdout())
                        .doesNotContain("/no/such/file"));
    }

    @Test
    void aFileIsReadyWhenItIsThere() throws Exception {
        CompletableFuture<Void> waiting = inBackground(vm, Ready.file("/run/it is here"));
        assertThat(waiting).isNotDone();
        vm.exec("ln", "-s", "nowhere", "/run/it is here").orThrow();
        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCommandIsReadyWhenItSucceeds() throws Exception {
        vm.await(Ready.command(
                "sh", "-c", "echo x >>/tmp/tries; echo not yet >&2; [ $(wc -l </tmp/tries) -ge 3 ] || exit 7"));
        assertThat(vm.exec("cat", "/tmp/tries").stdout()).isEqualTo("x\nx\nx\n");
    }

    @Test
    void aCommandThatNeverSucceedsSaysItsStatusAndErrors() {
        assertThatThrownBy(() -> vm.await(
                        Ready.command("sh", "-c", "echo why not >&2; exit 7").within(ONE_LOOK)))
                .isInstanceOfSatisfying(
                        ReadyTimeoutException.class,
                        e -> assertThat(e.lastSeen()).isEqualTo("exit code 7, why not"));
        assertThatThrownBy(() -> vm.await(Ready.command("no-such-program").within(ONE_LOOK)))
                .isInstanceOfSatisfying(
                        ReadyTimeoutException.class,
                        e -> assertThat(e.lastSeen()).contains("no-such-program"));
    }

    @Test
    void aCommandThatHangsIsKilledWhenTheTimeIsUp() throws Exception {
        assertThatThrownBy(() -> vm.await(Ready.command("sleep", "7654").within(SHORT)))
                .isInstanceOf(ReadyTimeoutException.class);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(vm.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                                .stdout())
                        .doesNotContain("7654"));
    }

    @Test
    void aLineOfTheConsoleIsFoundBeforeAndAfterItIsPrinted() throws Exception {
        CompletableFuture<Void> waiting = inBackground(vm, Ready.logLine("^service up on \\d+$"));
        assertThat(waiting).isNotDone();
        vm.exec("sh", "-c", "echo service up on 42 >/dev/console").orThrow();
        waiting.get(60, TimeUnit.SECONDS);
        vm.await(Ready.logLine(Pattern.compile("up on 42")));
        assertThatThrownBy(() -> vm.await(Ready.logLine("never printed").within(SHORT)))
                .isInstanceOfSatisfying(
                        ReadyTimeoutException.class,
                        e -> assertThat(e.consoleTail()).contains("service up on 42"))
                .hasMessageContaining("never printed");
    }

    @Test
    void aUnitNeedsSystemd() {
        assertThatThrownBy(() -> vm.await(Ready.unit("ssh.service")))
                .isInstanceOf(ReadyUnsupportedException.class)
                .hasMessageContaining("ssh.service")
                .hasMessageContaining("systemd");
    }

    /** The image has no systemd: what it would answer is told by a script in its place. */
    @Test
    void aUnitIsReadyWhenSystemctlSaysSo() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.exec(
                            "sh",
                            "-c",
                            "mkdir -p /run/systemd/system /usr/local/bin; echo activating >/run/state;"
                                    + " printf '#!/bin/sh\\ncat /run/state; grep -q ^active /run/state' >/usr/local/bin/systemctl;"
                                    + " chmod +x /usr/local/bin/systemctl")
                    .orThrow();
            assertThatThrownBy(() -> vm.await(Ready.unit("x.service").within(ONE_LOOK)))
                    .isInstanceOfSatisfying(
                            ReadyTimeoutException.class,
                            e -> assertThat(e.lastSeen()).isEqualTo("activating"));
            CompletableFuture<Void> waiting = inBackground(vm, Ready.unit("x.service"));
            vm.exec("sh", "-c", "echo active >/run/state").orThrow();
            waiting.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void allWaitForEachAndTellWhatIsMissing() throws Exception {
        vm.exec("touch", "/run/first").orThrow();
        Ready first = Ready.file("/run/first");
        Ready second = Ready.file("/run/second");
        assertThatThrownBy(() -> vm.await(first.and(second).within(ONE_LOOK)))
                .isInstanceOfSatisfying(ReadyTimeoutException.class, e -> {
                    assertThat(e.awaited()).isEqualTo("file /run/first and file /run/second");
                    assertThat(e.lastSeen()).isEqualTo("file /run/second: no /run/second");
                });
        // The limit of a part counts too.
        assertThatThrownBy(() -> vm.await(Ready.all(first, second.within(ONE_LOOK))))
                .isInstanceOfSatisfying(
                        ReadyTimeoutException.class,
                        e -> assertThat(e.awaited()).isEqualTo("file /run/second"));
        // One that fails ends the wait for the others.
        assertThatThrownBy(() -> vm.await(second.and(Ready.unit("x.service"))))
                .isInstanceOf(ReadyUnsupportedException.class);
        CompletableFuture<Void> waiting = inBackground(vm, Ready.all(first, second, Ready.command("true")));
        vm.exec("touch", "/run/second").orThrow();
        waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCheckOfTheCallersOwnIsMadeUntilItHolds() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        vm.await(Ready.check("third look", machine -> {
            machine.exec("true").orThrow();
            if (looks.incrementAndGet() < 3) {
                machine.exec("false").orThrow();
            }
            return true;
        }));
        assertThat(looks).hasValue(3);
        assertThatThrownBy(() -> vm.await(Ready.check("a bug", machine -> {
                    throw new IllegalStateException("bug");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bug");
    }

    @Test
    void aStrategyThatIgnoresItsInterruptDoesNotHoldTheWaiterUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Ready stubborn = Ready.check("the impossible", machine -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return true;
        });
        try {
            assertThatThrownBy(() -> vm.await(stubborn.within(SHORT))).isInstanceOf(ReadyTimeoutException.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void anInterruptEndsEveryWait() throws Exception {
        for (Ready ready : new Ready[] {
            Ready.port(9),
            Ready.file("/no"),
            Ready.command("false"),
            Ready.logLine("never"),
            Ready.all(Ready.port(9), Ready.file("/no"))
        }) {
            CountDownLatch ended = new CountDownLatch(1);
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                try {
                    vm.await(ready);
                    seen.completeExceptionally(new AssertionError("ready"));
                } catch (Throwable e) {
                    seen.complete(e);
                } finally {
                    ended.countDown();
                }
            });
            waiter.start();
            waiter.interrupt();
            assertThat(seen.get(60, TimeUnit.SECONDS)).as(ready.awaited()).isInstanceOf(InterruptedException.class);
        }
        vm.exec("true").orThrow();
    }

    @Test
    void everyWaitFailsWhenTheGuestPanics() throws Exception {
        try (UmlMachine vm = boot()) {
            CompletableFuture<?>[] waits = {
                inBackground(vm, Ready.port(9)),
                inBackground(vm, Ready.file("/no")),
                inBackground(vm, Ready.command("false")),
                inBackground(vm, Ready.logLine("never")),
                inBackground(vm, Ready.check("never", machine -> false)),
                inBackground(vm, Ready.port(9).and(Ready.file("/no")))
            };
            vm.exec("true").orThrow();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> vm.exec("sh", "-c", "echo c >/proc/sysrq-trigger"))
                    .isInstanceOf(GuestDiedException.class);
            for (CompletableFuture<?> wait : waits) {
                assertThatThrownBy(() -> wait.get(30, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                GuestDiedException.class,
                                e -> assertThat(e.panicked()).isTrue());
            }
            // Not only when its own 60 seconds are over.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
            assertThatThrownBy(() -> vm.await(Ready.file("/"))).isInstanceOf(GuestDiedException.class);
        }
    }

    @Test
    void aWaitEndsWhenTheMachineIsClosed() throws Exception {
        UmlMachine vm = boot();
        CompletableFuture<Void> waiting = inBackground(vm, Ready.logLine("never"));
        vm.close();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(MachineClosedException.class);
        assertThatThrownBy(() -> vm.await(Ready.file("/"))).isInstanceOf(MachineClosedException.class);
    }

    @Test
    void aPausedMachineIsNotReadyInTime() throws Exception {
        try (UmlMachine vm = boot()) {
            vm.pause();
            assertThatThrownBy(() -> vm.await(Ready.file("/").within(SHORT))).isInstanceOf(ReadyTimeoutException.class);
            vm.resume();
            vm.await(Ready.file("/"));
        }
    }

    private static CompletableFuture<Void> inBackground(UmlMachine machine, Ready ready) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                machine.await(ready);
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e instanceof CompletionException ? e.getCause() : e);
            }
        });
        waiter.setDaemon(true);
        waiter.start();
        return done;
    }
}

package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.HostSession;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Machines whose host processes are killed at random moments of their lives: every call ends, with an error of its
 * type, and after close nothing is left. {@code -Dumlmachine.leak.rounds=200} makes it long;
 * {@code -Dumlmachine.leak.seed=N} repeats the moments of a run.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class KernelDeathIT {

    private static final Logger LOG = LoggerFactory.getLogger(KernelDeathIT.class);
    private static final int ROUNDS = Integer.getInteger("umlmachine.leak.rounds", 20);
    private static final long SEED = Long.getLong("umlmachine.leak.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern UMID = Pattern.compile("umid=(\\S+)");

    @TempDir
    private Path temporary;

    private final Random random = new Random(SEED);

    @Test
    @Proves("uml_watchdog")
    void aKernelThatIsKilledEndsEveryCallWithTheMachinesDeath() throws Exception {
        rounds(ROUNDS, Optional::of, failure -> {
            // What reads or writes a stream gets an IOException, because of the death.
            Throwable death = failure instanceof IOException ? failure.getCause() : failure;
            if (failure != null) {
                assertThat(death).isInstanceOfAny(BootException.class, GuestDiedException.class);
            }
        });
    }

    @Test
    void aKilledProcessOfTheGuestHangsNoCallAndLeavesNothing() throws Exception {
        rounds(ROUNDS, this::guestProcess, failure -> {
            if (failure != null) {
                assertThat(failure).isInstanceOfAny(UmlException.class, IOException.class);
            }
        });
    }

    /** The words of a kernel that will never end one of its processes, which random kills bring about too seldom. */
    @Test
    void aKernelThatCannotGetOverADeathIsTheMachinesDeath() throws Exception {
        try (UmlMachine vm = UmlMachine.builder().image(TestImage.path()).boot()) {
            assertThatThrownBy(() -> vm.exec(
                            "sh",
                            "-c",
                            "echo '<3>wait_stub_done : failed to wait for SIGTRAP, pid = 7' >/dev/kmsg; sleep 1000"))
                    .isInstanceOf(GuestDiedException.class)
                    .hasMessageContaining("killed on the host");
        }
    }

    @Test
    void aKilledHelperOfTheKernelIsTheMachinesDeath() throws Exception {
        rounds(Math.max(5, ROUNDS / 4), this::helper, failure -> {
            if (failure != null) {
                assertThat(failure).isInstanceOfAny(UmlException.class, IOException.class);
            }
        });
    }

    @Test
    void aKilledWatchdogIsNoticedByNobody() throws Exception {
        rounds(
                Math.max(5, ROUNDS / 4),
                KernelDeathIT::watchdog,
                failure -> assertThat(failure).isNull());
    }

    private interface Choice {
        /** Whom of a kernel's to kill, or nobody yet. */
        Optional<ProcessHandle> of(ProcessHandle kernel);
    }

    private interface Check {
        void accept(@Nullable Throwable failure);
    }

    /** One that the kernel traces. */
    private Optional<ProcessHandle> guestProcess(ProcessHandle kernel) {
        return member(kernel, guest -> isTracedBy(kernel, guest));
    }

    /** One that works for the kernel itself: for its disks, for signals from terminals. */
    private Optional<ProcessHandle> helper(ProcessHandle kernel) {
        return member(kernel, helper -> !helper.equals(kernel) && !isTracedBy(kernel, helper));
    }

    private Optional<ProcessHandle> member(ProcessHandle kernel, Predicate<ProcessHandle> choice) {
        List<ProcessHandle> members =
                new HostSession(kernel.pid()).members().stream().filter(choice).toList();
        return members.isEmpty() ? Optional.empty() : Optional.of(members.get(random.nextInt(members.size())));
    }

    private static boolean isTracedBy(ProcessHandle kernel, ProcessHandle process) {
        return proc(process, "status").contains("TracerPid:\t" + kernel.pid() + "\n");
    }

    private static Optional<ProcessHandle> watchdog(ProcessHandle kernel) {
        return children("uml-watchdog " + kernel.pid()).findAny();
    }

    private void rounds(int count, Choice victim, Check check) throws Exception {
        Life whole = new Life();
        whole.start();
        whole.join();
        assertThat(whole.failure).isNull();
        LOG.info("Seed {}, {} rounds, a whole life takes {}", SEED, count, whole.duration);
        Map<String, Integer> moments = new TreeMap<>();
        for (int round = 0; round < count; round++) {
            Duration after = Duration.ofNanos((long) (random.nextDouble() * whole.duration.toNanos()));
            String moment = round(after, victim, check);
            LOG.info("Round {}: killed after {}: {}", round, after, moment);
            moments.merge(moment, 1, Integer::sum);
        }
        LOG.info("Killed at: {}", moments);
    }

    private String round(Duration after, Choice choice, Check check) throws Exception {
        Life life = new Life();
        life.start();
        // Looks while it waits: of a life that ends early, too, the kernel must be known.
        long begin = System.nanoTime();
        while (life.isAlive() && System.nanoTime() - begin < after.toNanos()) {
            life.kernel();
            life.join(1);
        }
        String moment = kill(life, choice);
        life.join(PATIENCE.toMillis());
        if (life.isAlive()) {
            AssertionError hang = new AssertionError(
                    "Killed while " + moment + ", and still " + life.phase + " after " + PATIENCE.toSeconds() + " s");
            hang.setStackTrace(life.getStackTrace());
            life.kernel().ifPresent(ProcessHandle::destroyForcibly);
            throw hang;
        }
        check.accept(life.failure);
        ProcessHandle kernel = life.kernel().orElseThrow();
        assertThat(new HostSession(kernel.pid()).members()).as(moment).isEmpty();
        assertThat(Leftovers.of(life.machine)).as(moment).isEmpty();
        return moment + " -> "
                + (life.failure == null ? "nothing" : life.failure.getClass().getSimpleName());
    }

    /** Kills as soon as there is someone to kill; says what the life was at. */
    private static String kill(Life life, Choice choice) throws InterruptedException {
        while (life.isAlive()) {
            Optional<ProcessHandle> victim = life.kernel().flatMap(choice::of);
            if (victim.isPresent()) {
                String moment = life.phase;
                victim.get().destroyForcibly();
                return moment;
            }
            life.join(1);
        }
        return "nobody";
    }

    private static Stream<ProcessHandle> children(String words) {
        return ProcessHandle.current()
                .children()
                .filter(child -> commandLine(child).contains(words));
    }

    private static String commandLine(ProcessHandle process) {
        return proc(process, "cmdline").replace('\0', ' ');
    }

    private static String proc(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }

    /** A machine's life, from boot to close, with all that a caller can wait for. */
    private final class Life extends Thread {

        private volatile String phase = "start";
        private volatile @Nullable ProcessHandle kernel;
        private volatile String machine = "";
        private volatile @Nullable Throwable failure;
        private volatile Duration duration = Duration.ZERO;

        @Override
        public void run() {
            long start = System.nanoTime();
            try {
                live();
            } catch (Exception | Error e) {
                failure = e;
            }
            duration = Duration.ofNanos(System.nanoTime() - start);
        }

        private void live() throws Exception {
            Path file = Files.write(temporary.resolve("in"), new byte[3_000_000]);
            phase = "boot";
            try (UmlMachine vm = UmlMachine.builder().image(TestImage.path()).boot()) {
                phase = "exec";
                vm.exec("sh", "-c", "sleep 1000 & true").orThrow();
                phase = "start";
                GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
                GuestProcess cat = vm.start(Command.of("cat"));
                phase = "stream";
                try (OutputStream in = cat.stdin()) {
                    in.write(new byte[40_000]);
                }
                cat.stdout().readAllBytes();
                phase = "waitFor";
                cat.waitFor();
                phase = "copyIn";
                vm.copyIn(file, "/root/in");
                phase = "copyOut";
                vm.copyOut("/root/in", temporary.resolve("out"));
                phase = "exec";
                vm.exec("cat", "/root/in").orThrow();
                busy.destroy();
                phase = "close";
            }
            phase = "end";
        }

        /** Its kernel, from when it was first seen. One life follows another, so that it is the only one. */
        Optional<ProcessHandle> kernel() {
            if (kernel == null) {
                children("umid=").findAny().ifPresent(child -> {
                    Matcher umid = UMID.matcher(commandLine(child));
                    if (umid.find()) {
                        machine = umid.group(1);
                        kernel = child;
                    }
                });
            }
            return Optional.ofNullable(kernel);
        }
    }
}

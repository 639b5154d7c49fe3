package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.testing.ProcessTree;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of Java programs that die at random moments with two machines each: nothing, ten seconds after the next
 * program has started. {@code -Dumlmachine.leak.rounds=200} makes it long; {@code -Dumlmachine.leak.seed=N} repeats the
 * moments of a run.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class LeakIT {

    private static final Logger LOG = LoggerFactory.getLogger(LeakIT.class);
    private static final int ROUNDS = Integer.getInteger("umlmachine.leak.rounds", 20);
    private static final long SEED = Long.getLong("umlmachine.leak.seed", new Random().nextLong());

    /** How many die before the next one starts that lives: programs are slow to start. */
    private static final int BATCH = 5;

    /** How many live at a time. */
    private static final int LANES = 2;

    private static final Duration PROMISE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the programs here write, and need not remove: see {@link Program}. */
    private static final Pattern OF_THIS_TEST = Pattern.compile("errors|temporary\\d+|in|out-.*");

    /** Where everybody may write, what kernels, this library and JNA do. */
    private static final Pattern OF_MACHINES = Pattern.compile("vm_file|umlmachine|jna");

    private Path place;
    private Path runtime;
    private Path cache;

    /** The program that is killed: says what it does, works with two machines, and closes them. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            say("start");
            if (arguments[1].equals("reap")) {
                UmlMachines.reap();
                return;
            }
            UmlMachine.Builder machine = UmlMachine.builder().image(Path.of(arguments[0]));
            Path file = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "in"), new byte[3_000_000]);
            say("boot");
            try (UmlMachine first = machine.boot()) {
                say("second boot");
                try (UmlMachine second = machine.boot()) {
                    for (UmlMachine vm : List.of(first, second)) {
                        work(vm, file);
                    }
                    say("close");
                }
                say("second close");
            }
            say("end");
        }

        private static void work(UmlMachine vm, Path file) throws Exception {
            say("exec");
            vm.exec("sh", "-c", "sleep 1000 & echo done").orThrow();
            say("start");
            GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
            GuestProcess cat = vm.start(Command.of("cat"));
            say("stream");
            try (OutputStream in = cat.stdin()) {
                in.write(new byte[40_000]);
            }
            cat.stdout().readAllBytes();
            say("copyIn");
            vm.copyIn(file, "/root/in");
            say("copyOut");
            vm.copyOut("/root/in", file.resolveSibling("out-" + vm.name()));
            Files.delete(file.resolveSibling("out-" + vm.name()));
            busy.destroyForcibly();
        }

        private static void say(String what) {
            System.out.println(what);
        }
    }

    @BeforeEach
    void makePlace() throws IOException {
        // Below /tmp, because sockets need short paths.
        place = Files.createTempDirectory(Path.of("/tmp"), "leak");
        runtime = place.resolve("r");
        cache = place.resolve("c");
    }

    @AfterEach
    void removePlace() throws IOException {
        FileTrees.remove(place);
    }

    @Test
    void nothingIsLeftOfProgramsThatDieAtRandomMoments() throws Exception {
        Random random = new Random(SEED);
        Duration life = wholeLife();
        SortedSet<String> before = traces();
        LOG.info("Seed {}, {} rounds, a whole life takes {}", SEED, ROUNDS, life);
        Map<String, Integer> moments = new TreeMap<>();
        List<Death> deaths = deaths(random, life);
        for (int at = 0; at < deaths.size(); at += BATCH) {
            List<Death> batch = deaths.subList(at, Math.min(at + BATCH, deaths.size()));
            List<ProcessTree> programs = new ArrayList<>();
            try {
                runAll(batch, programs, moments);
                live(random.nextBoolean() ? "work" : "reap");
                await().atMost(PROMISE).untilAsserted(() -> {
                    assertThat(programs).allSatisfy(program -> {
                        assertThat(program.left()).isEmpty();
                        assertThat(program.awaitEnd(Duration.ZERO)).isTrue();
                    });
                    SortedSet<String> left = traces();
                    left.removeAll(before);
                    assertThat(left).as("files, sockets, mounts, interfaces").isEmpty();
                });
            } finally {
                programs.forEach(ProcessTree::close);
            }
        }
        LOG.info("Died at: {}", moments);
    }

    /** How a program ends, and when, counted from its start. */
    private record Death(String signal, Duration after) {}

    /** Mostly SIGKILLs; signals that a program can handle are part of it, in every order. */
    private static List<Death> deaths(Random random, Duration life) {
        List<Death> deaths = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            deaths.add(new Death("KILL", moment(random, life)));
        }
        for (int round = 0; round < Math.max(2, ROUNDS / 10); round++) {
            deaths.add(new Death("TERM", moment(random, life)));
            deaths.add(new Death("INT", moment(random, life)));
        }
        Collections.shuffle(deaths, random);
        return deaths;
    }

    private static Duration moment(Random random, Duration life) {
        return Duration.ofNanos((long) (random.nextDouble() * life.toNanos()));
    }

    private void runAll(List<Death> batch, List<ProcessTree> programs, Map<String, Integer> moments) throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Death death : batch) {
                running.add(lanes.submit(() -> {
                    ProcessTree program = start("work");
                    synchronized (programs) {
                        programs.add(program);
                    }
                    boolean ended = program.awaitProgram(death.after());
                    program.signal(death.signal());
                    assertThat(program.awaitProgram(PATIENCE))
                            .as("end of the program by SIG" + death.signal() + " while " + program.lastLine())
                            .isTrue();
                    LOG.info(
                            "SIG{} {} after {}",
                            death.signal(),
                            ended ? "late, at the end" : program.lastLine(),
                            death.after());
                    synchronized (moments) {
                        moments.merge(ended ? "end" : program.lastLine(), 1, Integer::sum);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    /** How long a program takes that nobody kills. Two at a time, as those that will be killed. */
    private Duration wholeLife() throws Exception {
        long start = System.nanoTime();
        try (ProcessTree other = start("work")) {
            live("work");
            assertThat(other.awaitEnd(PATIENCE)).isTrue();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void live(String how) throws Exception {
        try (ProcessTree program = start(how)) {
            assertThat(program.awaitProgram(PATIENCE)).isTrue();
            assertThat(program.awaitEnd(PROMISE))
                    .as("the end of %s", program.left())
                    .isTrue();
            assertThat(program.status())
                    .as(Files.readString(place.resolve("errors")))
                    .isZero();
        }
    }

    private ProcessTree start(String how) throws IOException {
        Path temporary = Files.createTempDirectory(place, "temporary");
        List<String> argv = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                // Where JNA unpacks its library.
                "-Duser.home=" + place,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName(),
                TestImage.path().toString(),
                how);
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", place.toString(),
                "UMLMACHINE_RUNTIME", runtime.toString(),
                "UMLMACHINE_CACHE", cache.toString());
        return ProcessTree.start(argv, environment, place.resolve("errors"));
    }

    /** Everything that a machine could leave on the host beside processes. */
    private SortedSet<String> traces() throws IOException {
        SortedSet<String> traces = new TreeSet<>();
        try (Stream<Path> files = Files.walk(place)) {
            files.filter(file ->
                            !OF_THIS_TEST.matcher(file.getFileName().toString()).matches())
                    .forEach(file -> traces.add("file " + file));
        }
        int uid = (Integer) Files.getAttribute(place, "unix:uid");
        for (Path shared : List.of(Path.of("/dev/shm"), Path.of("/tmp"))) {
            try (Stream<Path> files = Files.list(shared)) {
                files.filter(file -> ownerOf(file) == uid)
                        .filter(file -> OF_MACHINES
                                .matcher(file.getFileName().toString())
                                .lookingAt())
                        .forEach(file -> traces.add("file " + file));
            }
        }
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
            sockets.filter(line -> line.contains(place.toString())).forEach(line -> traces.add("socket " + line));
        }
        Files.readAllLines(Path.of("/proc/self/mounts")).forEach(line -> traces.add("mount " + line));
        try (Stream<Path> interfaces = Files.list(Path.of("/sys/class/net"))) {
            interfaces.forEach(face -> traces.add("interface " + face.getFileName()));
        }
        return traces;
    }

    private static int ownerOf(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // Gone meanwhile: nobody's.
            return -1;
        }
    }
}

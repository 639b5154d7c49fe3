package io.umlmachine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.internal.host.FileTrees;
import java.io.IOException;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is left of Java programs that work with machines and die at random moments, or whose machines do: nothing,
 * ten seconds after the next program has started. {@code -Dumlmachine.leak.rounds=200} makes it long;
 * {@code -Dumlmachine.leak.seed=N} repeats the moments of a run.
 *
 * <p>A program gets the path of an image and {@code work} or {@code reap}, prints what it does, line by line, and may write
 * to files called {@code in} and {@code out-…} in its {@code java.io.tmpdir}. For one thread.
 */
public final class LeakHunt implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeakHunt.class);
    private static final long SEED = Long.getLong("umlmachine.leak.seed", new Random().nextLong());

    /** How many die before the next one starts that lives: programs are slow to start. */
    private static final int BATCH = 5;

    /** How many live at a time. */
    private static final int LANES = 2;

    private static final Duration PROMISE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the programs write, and need not remove. */
    private static final Pattern OF_THIS_TEST = Pattern.compile("errors|temporary\\d+|in|out-.*");

    /** Where everybody may write, what kernels, this library and JNA do. */
    private static final Pattern OF_MACHINES = Pattern.compile("vm_file|umlmachine|jna");

    /** In a line of /proc/net/tcp and its like: the state, and the user's id. */
    private static final int SOCKET_STATE = 3;

    private static final int SOCKET_USER = 7;

    /** Who is killed. */
    public enum Victim {
        /** The Java program, with SIGKILL, or now and then with a signal that it can handle. */
        PROGRAM(""),
        /** A machine's kernel; the program goes on, and is killed later. */
        KERNEL("umid="),
        /** A machine's slirp4netns; likewise. */
        SLIRP("slirp4netns");

        private final String word;

        Victim(String word) {
            this.word = word;
        }
    }

    private final Class<?> program;
    private final int rounds;
    private final List<Victim> others;
    private final Path place;

    /**
     * Prepares one.
     *
     * @param program with a main method
     * @param defaultRounds how many programs are killed with SIGKILL, if the system property does not say
     * @param others who else is killed
     */
    public LeakHunt(Class<?> program, int defaultRounds, Victim... others) throws IOException {
        this.program = program;
        this.rounds = Integer.getInteger("umlmachine.leak.rounds", defaultRounds);
        this.others = List.of(others);
        // Below /tmp, because sockets need short paths.
        place = Files.createTempDirectory(Path.of("/tmp"), "leak");
    }

    @Override
    public void close() throws IOException {
        FileTrees.remove(place);
    }

    /** Kills them all, and fails if something is left. */
    public void run() throws Exception {
        Random random = new Random(SEED);
        Duration life = wholeLife();
        SortedSet<String> before = traces();
        LOG.info("Seed {}, {} rounds, a whole life takes {}", SEED, rounds, life);
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
                    assertThat(left)
                            .as("files, sockets, ports, mounts, interfaces")
                            .isEmpty();
                });
            } finally {
                programs.forEach(ProcessTree::close);
            }
        }
        LOG.info("Died at: {}", moments);
    }

    /** How a program or its machine ends, and when, counted from the program's start; a program lives on until the last moment. */
    private record Death(Victim victim, String signal, Duration after, Duration last) {}

    /** Mostly SIGKILLs; signals that a program can handle are part of it, in every order. */
    private List<Death> deaths(Random random, Duration life) {
        List<Death> deaths = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            deaths.add(ofProgram("KILL", random, life));
        }
        for (int round = 0; round < Math.max(others.isEmpty() ? 2 : 1, rounds / 10); round++) {
            deaths.add(ofProgram("TERM", random, life));
            deaths.add(ofProgram("INT", random, life));
        }
        for (Victim victim : others) {
            for (int round = 0; round < Math.max(2, rounds / 2); round++) {
                Duration after = moment(random, life);
                deaths.add(new Death(victim, "KILL", after, after.plus(moment(random, life))));
            }
        }
        Collections.shuffle(deaths, random);
        return deaths;
    }

    private static Death ofProgram(String signal, Random random, Duration life) {
        Duration after = moment(random, life);
        return new Death(Victim.PROGRAM, signal, after, after);
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
                    String moment = program.awaitProgram(death.after()) ? "end" : program.lastLine();
                    if (death.victim() != Victim.PROGRAM) {
                        program.killOne(death.victim().word);
                        program.awaitProgram(death.last().minus(death.after()));
                    }
                    program.signal(death.signal());
                    assertThat(program.awaitProgram(PATIENCE))
                            .as("end of the program by SIG" + death.signal() + " while " + program.lastLine())
                            .isTrue();
                    String what = death.victim() + " " + death.signal() + " at " + moment;
                    LOG.info("{} after {}", what, death.after());
                    synchronized (moments) {
                        moments.merge(what, 1, Integer::sum);
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
        return ProcessTree.startJava(program, place, temporary, TestImage.path().toString(), how);
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
        for (String protocol : List.of("tcp", "udp")) {
            traces.addAll(ports(protocol, uid));
        }
        Files.readAllLines(Path.of("/proc/self/mounts")).forEach(line -> traces.add("mount " + line));
        try (Stream<Path> interfaces = Files.list(Path.of("/sys/class/net"))) {
            interfaces.forEach(face -> traces.add("interface " + face.getFileName()));
        }
        return traces;
    }

    /** Where somebody of this user listens, in the words of proc(5): state 0A is LISTEN, and 07 that of every UDP socket. */
    private static List<String> ports(String protocol, int uid) throws IOException {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net", protocol))) {
            return sockets.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[SOCKET_STATE].equals("0A") || fields[SOCKET_STATE].equals("07"))
                    .filter(fields -> fields[SOCKET_USER].equals(Integer.toString(uid)))
                    .map(fields -> "port " + protocol + " " + fields[1])
                    .toList();
        }
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

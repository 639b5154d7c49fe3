package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.HostException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.internal.progress.ProgressMeter;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to make an image: where it works, what phase it is in, and who hears of it. Used by one thread; lines of
 * output may come from another one at a time.
 */
public final class Creation {

    private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

    private static final int SUCCESS = 0;

    private final String image;
    private final OwnedDirectory directory;
    private final Duration timeout;
    private final MachineOptions machineOptions;
    private final Consumer<ImageEvent> listener;
    private final CreationLog log;
    private final ProgressMeter meter;
    private final Map<ImagePhase, Duration> durations = new EnumMap<>(ImagePhase.class);
    private volatile ImagePhase phase = ImagePhase.RESOLVE;

    /**
     * An attempt that has not begun.
     *
     * @param image the image's name
     * @param directory where it works; removed by the caller
     * @param logs where the log goes if the attempt fails
     * @param timeout how long one program may run
     * @param machineOptions how its machines boot
     * @param listener who hears of it
     */
    public Creation(
            String image,
            OwnedDirectory directory,
            Path logs,
            Duration timeout,
            MachineOptions machineOptions,
            Consumer<ImageEvent> listener) {
        this.image = image;
        this.directory = directory;
        this.timeout = timeout;
        this.machineOptions = machineOptions;
        this.listener = listener;
        this.log = new CreationLog(image, directory.path().resolve("creation.log"), logs);
        this.meter = new ProgressMeter(image, this::tell);
    }

    /** A machine that takes part in the attempt, still without a disk. */
    public UmlMachine.Builder machine() {
        return machineOptions.machine();
    }

    /** Part of a phase. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /**
     * Does a phase.
     *
     * @throws ImageException if it fails with any other exception than an interrupt, an {@link ImageException} or an error
     *     of the host that has a command that mends it
     */
    public <T> T phase(ImagePhase next, Step<T> step) throws InterruptedException {
        phase = next;
        log.add("==> " + next.label());
        tell(new ImageEvent.PhaseStarted(image, next));
        meter.begin(next);
        long start = System.nanoTime();
        T result = attempt(step);
        meter.end();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        durations.merge(next, duration, Duration::plus);
        tell(new ImageEvent.PhaseFinished(image, next, duration));
        return result;
    }

    private <T> T attempt(Step<T> step) throws InterruptedException {
        try {
            return Interrupts.heed(step::run);
        } catch (ImageException | HostException e) {
            throw e;
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted: " + e.getMessage()).initCause(e);
        } catch (IOException | UmlException e) {
            throw new ImageException(
                    e instanceof UmlException ? e.getMessage() : e.toString(),
                    facts(
                            NoSpace.isCauseOf(e) ? ImageFailure.NO_SPACE : ImageFailure.HOST,
                            List.of(),
                            OptionalInt.empty(),
                            ""),
                    e);
        }
    }

    /** Runs a program of the host to its end; any failure of it is an {@link ImageException}. */
    public void run(List<String> argv) throws IOException, InterruptedException {
        run(argv, Map.of(), Set.of(SUCCESS));
    }

    /** Runs a program of the host with variables in its environment. */
    public void run(List<String> argv, Map<String, String> environment) throws IOException, InterruptedException {
        run(argv, environment, Set.of(SUCCESS));
    }

    /** Runs a program of the host for which several exit codes mean success. */
    public void run(List<String> argv, Set<Integer> successes) throws IOException, InterruptedException {
        run(argv, Map.of(), successes);
    }

    private void run(List<String> argv, Map<String, String> environment, Set<Integer> successes)
            throws IOException, InterruptedException {
        say("+ " + String.join(" ", argv));
        Complaints complaints = new Complaints();
        HostCommand.Result result = HostCommand.of(argv)
                .directory(directory.path())
                .environment(spokenIn(environment))
                .timeout(timeout)
                .onLine(line -> {
                    complaints.add(line);
                    say(line);
                })
                .run(directory);
        if (result.timedOut()) {
            throw failure(
                    ImageFailure.TIMED_OUT,
                    argv.get(0) + " took longer than " + timeout,
                    argv,
                    OptionalInt.empty(),
                    complaints.text());
        }
        if (!successes.contains(result.exitStatus())) {
            throw told(argv.get(0) + " failed", argv, OptionalInt.of(result.exitStatus()), complaints.text());
        }
    }

    /** Failures are told by words, which are those of the locale C. */
    private static Map<String, String> spokenIn(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("LC_ALL", "C.UTF-8");
        return variables;
    }

    /** A failure of a program in the present phase, for the reason that its last words tell. */
    public ImageException told(String what, List<String> command, OptionalInt exitStatus, String tail) {
        Optional<ToolWords.Told> told = ToolWords.in(tail);
        return failure(
                told.map(ToolWords.Told::failure).orElse(ImageFailure.PROGRAM),
                what + told.map(reason -> ": " + reason.meaning()).orElse(""),
                command,
                exitStatus,
                tail);
    }

    /** A failure of the present phase, whose log is kept. */
    public ImageException failure(
            ImageFailure why, String what, List<String> command, OptionalInt exitStatus, String tail) {
        return new ImageException(what, facts(why, command, exitStatus, tail));
    }

    private ImageException.Facts facts(ImageFailure why, List<String> command, OptionalInt exitStatus, String tail) {
        return new ImageException.Facts(why, phase, command, exitStatus, tail, log.keep());
    }

    /** Passes on a line of output. */
    public void say(String line) {
        log.add(line);
        tell(new ImageEvent.LogLine(image, phase, line));
        meter.line(line);
    }

    /** Tells how many bytes of this phase's have been read or written, of how many. */
    public void progress(long done, long total) {
        meter.bytes(done, total);
    }

    /** A listener's fault is not the image's, and must not stop the reader of a program's output. */
    private void tell(ImageEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed on {}", event, e);
        }
    }

    /** Where the attempt works, and what owns its processes. */
    public OwnedDirectory directory() {
        return directory;
    }

    /** A file of the attempt. */
    public Path file(String name) {
        return directory.path().resolve(name);
    }

    /** How long one program may run. */
    public Duration timeout() {
        return timeout;
    }

    /** How long each phase took so far. */
    public Map<ImagePhase, Duration> durations() {
        return Collections.unmodifiableMap(durations);
    }
}

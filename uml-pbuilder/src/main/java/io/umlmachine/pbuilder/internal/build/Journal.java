package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.KernelVersion;
import io.umlmachine.UmlKernel;
import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildMachine;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.DependencyLayer;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PhaseTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of a build: its log file, the events of its listener, and the times of its phases. Phases are one thread's;
 * lines may come from another one at a time.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final BuildLog log;
    private final Consumer<BuildEvent> listener;
    private final List<PhaseTime> times = new ArrayList<>();
    private final long begin = System.nanoTime();
    private volatile BuildPhase phase = BuildPhase.RESOLVE;
    private Optional<KernelVersion> kernel = Optional.empty();
    private Optional<Path> base = Optional.empty();
    private Optional<DependencyLayer> layer = Optional.empty();

    /** Tells a log and a listener. */
    public Journal(BuildLog log, Consumer<BuildEvent> listener) {
        this.log = log;
        this.listener = listener;
    }

    /** A part of a build. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** Tells which source is built, and where the log is. */
    void begin(Dsc source) throws IOException {
        BuildEvent started = new BuildEvent.Started(source, log.path());
        log.line(started.toString());
        tell(started);
    }

    /** Runs a part of the build, between a headline and a line of its time. */
    public <T> T phase(BuildPhase phase, Step<T> step) throws IOException, InterruptedException {
        this.phase = phase;
        long start = System.nanoTime();
        log.line("==== " + phase + " " + Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
        tell(new BuildEvent.PhaseStarted(phase));
        T result = step.run();
        PhaseTime time = new PhaseTime(phase, Duration.ofNanos(System.nanoTime() - start));
        times.add(time);
        BuildEvent finished = new BuildEvent.PhaseFinished(time);
        log.line(finished.toString());
        tell(finished);
        return result;
    }

    /** Tells which layer the machine came from, or was made of it. */
    void layer(DependencyLayer layer) {
        this.layer = Optional.of(layer);
        BuildEvent ready = new BuildEvent.LayerReady(layer);
        write(ready.toString());
        tell(ready);
    }

    /** Tells which image is under the machine. */
    void base(Path image) {
        if (base.isEmpty()) {
            base = Optional.of(image);
            line("The base image is " + image);
        }
    }

    /** Tells which kernel the machine boots. */
    void kernel(UmlKernel kernel) throws InterruptedException {
        KernelVersion version = kernel.version();
        this.kernel = Optional.of(version);
        line("The kernel is " + version + ", " + kernel.path());
    }

    /** Tells that there is a page about the build. */
    void reported(Path report) {
        BuildEvent event = new BuildEvent.Reported(report);
        write(event.toString());
        tell(event);
    }

    /** Tells that a failed build was kept. */
    void kept(BuildEvent.Kept event) {
        line(event.toString());
        tell(event);
    }

    /** Tells of a check. */
    public void check(BuildEvent event) {
        write(event.toString());
        tell(event);
    }

    /** Writes a line of the library's own. */
    public void line(String text) {
        write(text);
        tell(new BuildEvent.LogLine(phase, text));
    }

    private void write(String text) {
        try {
            log.line(text);
        } catch (IOException e) {
            LOG.warn("Could not write to {}", log.path(), e);
        }
    }

    /** A stream for the output of a program: its bytes go to the log as they are, its lines to the listener. */
    OutputStream output() {
        LineSplitter lines = new LineSplitter(text -> tell(new BuildEvent.LogLine(phase, text)));
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                log.write(bytes, offset, length);
                lines.write(bytes, offset, length);
            }

            @Override
            public void close() {
                lines.close();
            }
        };
    }

    /** Tells the listener, whose failures are its own. */
    private void tell(BuildEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener of a build failed at the event {}", event, e);
        }
    }

    /** The log's file. */
    public Path path() {
        return log.path();
    }

    List<PhaseTime> times() {
        return List.copyOf(times);
    }

    /** What has been told of the machine, without its use, which is known when it has ended. */
    BuildMachine machine() {
        return new BuildMachine(kernel, base, layer, Optional.empty());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}

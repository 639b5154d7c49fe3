package io.umlmachine.pbuilder.internal.queue;

import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.QueueEvent;
import io.umlmachine.pbuilder.QueueOutcome;
import io.umlmachine.pbuilder.QueueReport;
import io.umlmachine.pbuilder.RunningQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue that runs: a few threads, each of which takes the next source that can be built. Thread-safe. */
public final class QueueRun implements RunningQueue {

    private static final Logger LOG = LoggerFactory.getLogger(QueueRun.class);

    private final Plan plan;
    private final Builder builder;
    private final Consumer<QueueEvent> listener;
    private final long begin = System.nanoTime();
    private final List<Thread> threads = new ArrayList<>();

    /** Held while the listener is called; never waited for by who has the queue's own monitor, which a listener may want. */
    private final Object telling = new Object();

    // What follows is guarded by this object's monitor.
    private final State[] states;
    private final List<Optional<QueueOutcome>> outcomes = new ArrayList<>();
    private final List<Optional<QueueReport.Run>> runs = new ArrayList<>();
    private final Deque<QueueEvent> untold = new ArrayDeque<>();
    private boolean failed;
    private boolean cancelled;
    private long end;

    private enum State {
        WAITING,
        RUNNING,
        DONE
    }

    /**
     * What is to be done.
     *
     * @param requests what to build
     * @param sources their sources
     * @param graph which waits for which
     * @param atOnce how many may run at once
     * @param stopping whether none is started after a failure
     */
    public record Plan(List<BuildRequest> requests, List<Dsc> sources, BuildGraph graph, int atOnce, boolean stopping) {

        /** Copies the lists. */
        public Plan {
            requests = List.copyOf(requests);
            sources = List.copyOf(sources);
        }
    }

    /** Builds one source. */
    @FunctionalInterface
    public interface Builder {
        /** Builds it, on one of several threads. */
        BuildResult build(BuildRequest request) throws IOException, InterruptedException;
    }

    private QueueRun(Plan plan, Builder builder, Consumer<QueueEvent> listener) {
        this.plan = plan;
        this.builder = builder;
        this.listener = listener;
        this.states = new State[plan.requests().size()];
        Arrays.fill(states, State.WAITING);
        plan.requests().forEach(request -> {
            outcomes.add(Optional.empty());
            runs.add(Optional.empty());
        });
    }

    /** Starts the threads. */
    public static QueueRun start(Plan plan, Builder builder, Consumer<QueueEvent> listener) {
        QueueRun run = new QueueRun(plan, builder, listener);
        for (int number = 0; number < Math.min(plan.atOnce(), plan.requests().size()); number++) {
            run.threads.add(new Thread(run::work, "uml-build-queue-" + number));
        }
        run.threads.forEach(Thread::start);
        return run;
    }

    private void work() {
        for (OptionalInt next = next(); next.isPresent(); next = next()) {
            tell();
            int place = next.getAsInt();
            RunWatch watch = new RunWatch(begin, plan.requests().get(place).onEvent());
            QueueOutcome outcome = build(place, watch);
            finish(place, outcome, watch.run());
            tell();
        }
        tell();
    }

    /** The next source that can be built; waits for those that run, if it may need their packages. None, if all is done. */
    private synchronized OptionalInt next() {
        while (true) {
            giveUpHopeless();
            boolean waiting = false;
            for (int place = 0; place < states.length; place++) {
                if (states[place] == State.WAITING) {
                    waiting = true;
                    if (plan.graph().needs(place).stream().allMatch(this::isBuilt)) {
                        states[place] = State.RUNNING;
                        untold.add(new QueueEvent.Started(plan.sources().get(place)));
                        return OptionalInt.of(place);
                    }
                }
            }
            if (!waiting) {
                return OptionalInt.empty();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Cancelled; there is nothing more to wait for.
                LOG.debug("A queue was cancelled");
            }
        }
    }

    /** Says of those that will never be built why not; a source that needs one of them follows. */
    private void giveUpHopeless() {
        boolean again = true;
        while (again) {
            again = false;
            for (int place = 0; place < states.length; place++) {
                Optional<QueueOutcome> outcome = states[place] == State.WAITING ? hopeless(place) : Optional.empty();
                if (outcome.isPresent()) {
                    done(place, outcome.get());
                    again = true;
                }
            }
        }
    }

    private Optional<QueueOutcome> hopeless(int place) {
        if (cancelled) {
            return Optional.of(new QueueOutcome.Cancelled());
        }
        List<Dsc> missing = plan.graph().needs(place).stream()
                .filter(needed -> states[needed] == State.DONE && !isBuilt(needed))
                .map(plan.sources()::get)
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of(new QueueOutcome.DependencyFailed(missing));
        }
        return plan.stopping() && failed ? Optional.of(new QueueOutcome.Stopped()) : Optional.empty();
    }

    private boolean isBuilt(int place) {
        return outcomes.get(place).filter(QueueOutcome.Built.class::isInstance).isPresent();
    }

    private QueueOutcome build(int place, RunWatch watch) {
        try {
            BuildResult result = builder.build(request(place).onEvent(watch));
            return result.success() ? new QueueOutcome.Built(result) : new QueueOutcome.Failed(result);
        } catch (InterruptedException e) {
            return new QueueOutcome.Cancelled();
        } catch (IOException | RuntimeException e) {
            return new QueueOutcome.Broken(e);
        } catch (Error e) {
            // Whoever waits must hear of it, and nobody looks at this thread.
            return new QueueOutcome.Broken(new IllegalStateException("An error ended the build", e));
        }
    }

    /** With the packages of those that it waited for. */
    private synchronized BuildRequest request(int place) {
        BuildRequest request = plan.requests().get(place);
        Set<Path> debs = new LinkedHashSet<>(request.localPackages());
        for (int needed : plan.graph().allNeeds(place)) {
            if (outcomes.get(needed).orElse(null) instanceof QueueOutcome.Built built) {
                built.result().debs().stream()
                        .filter(deb -> deb.toString().endsWith(".deb"))
                        .forEach(debs::add);
            }
        }
        return debs.isEmpty() ? request : request.localPackages(List.copyOf(debs));
    }

    private synchronized void finish(int place, QueueOutcome outcome, QueueReport.Run run) {
        runs.set(place, Optional.of(run));
        failed |= !(outcome instanceof QueueOutcome.Built);
        done(place, outcome);
        giveUpHopeless();
        notifyAll();
    }

    private void done(int place, QueueOutcome outcome) {
        states[place] = State.DONE;
        outcomes.set(place, Optional.of(outcome));
        end = System.nanoTime();
        untold.add(new QueueEvent.Finished(entry(place)));
    }

    private QueueReport.Entry entry(int place) {
        return new QueueReport.Entry(
                plan.sources().get(place), outcomes.get(place).orElseThrow(), runs.get(place));
    }

    /** Tells the listener what it has not heard, in order. Its failures are its own. */
    private void tell() {
        synchronized (telling) {
            for (Optional<QueueEvent> event = nextUntold(); event.isPresent(); event = nextUntold()) {
                try {
                    listener.accept(event.get());
                } catch (RuntimeException e) {
                    LOG.warn("A listener of a queue failed at the event {}", event.get(), e);
                }
            }
        }
    }

    private synchronized Optional<QueueEvent> nextUntold() {
        return Optional.ofNullable(untold.poll());
    }

    @Override
    public QueueReport await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return report();
    }

    private synchronized QueueReport report() {
        List<QueueReport.Entry> entries = new ArrayList<>();
        for (int place = 0; place < states.length; place++) {
            entries.add(entry(place));
        }
        return new QueueReport(entries, Duration.ofNanos(Math.max(0, end - begin)));
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            giveUpHopeless();
            notifyAll();
        }
        threads.forEach(Thread::interrupt);
    }

    @Override
    public void close() {
        cancel();
        threads.forEach(Interrupts::join);
    }
}

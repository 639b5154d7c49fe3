package io.umlmachine.pbuilder.internal.queue;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.QueueReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes note of one build of a queue, on the way of its events to who listens. Thread-safe. */
final class RunWatch implements Consumer<BuildEvent> {

    private final long queueBegin;
    private final long begin = System.nanoTime();
    private final Consumer<BuildEvent> listener;
    private volatile Optional<Path> log = Optional.empty();
    private volatile Optional<Path> report = Optional.empty();

    RunWatch(long queueBegin, Consumer<BuildEvent> listener) {
        this.queueBegin = queueBegin;
        this.listener = listener;
    }

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Started started) {
            log = Optional.of(started.log());
        } else if (event instanceof BuildEvent.Reported reported) {
            report = Optional.of(reported.report());
        }
        listener.accept(event);
    }

    /** The build, which has ended just now. */
    QueueReport.Run run() {
        return new QueueReport.Run(
                Duration.ofNanos(begin - queueBegin), Duration.ofNanos(System.nanoTime() - begin), log, report);
    }
}

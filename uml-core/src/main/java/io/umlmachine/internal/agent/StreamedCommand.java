package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that runs with live streams. Thread-safe. */
public final class StreamedCommand implements GuestProcess {

    private final Channel channel;

    StreamedCommand(AgentLine line, Command command) {
        channel = line.open(
                command,
                true,
                credit -> new StreamedOutput(Channel.WINDOW, credit),
                credit -> new StreamedOutput(Channel.WINDOW, credit));
    }

    Channel channel() {
        return channel;
    }

    /** Completes with the guest's process id, or with a {@link io.umlmachine.UmlException}. */
    public CompletableFuture<Integer> started() {
        return channel.started();
    }

    @Override
    public Command command() {
        return channel.command();
    }

    @Override
    public int pid() {
        return channel.started().join();
    }

    @Override
    public OutputStream stdin() {
        return channel.stdin();
    }

    @Override
    public InputStream stdout() {
        return (StreamedOutput) channel.stdout();
    }

    @Override
    public InputStream stderr() {
        return (StreamedOutput) channel.stderr();
    }

    @Override
    public CompletableFuture<ExitStatus> onExit() {
        return channel.exit().copy();
    }

    @Override
    public ExitStatus waitFor() throws InterruptedException {
        return Outcomes.await(channel.exit());
    }

    @Override
    public Optional<ExitStatus> waitFor(Duration timeout) throws InterruptedException {
        try {
            return Optional.of(channel.exit().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw Outcomes.unwrap(e);
        }
    }

    @Override
    public void destroyForcibly() {
        channel.kill();
    }

    @Override
    public void signal(int number) {
        channel.signal(number);
    }

    @Override
    public void resize(TerminalSize size) {
        channel.resize(size.columns(), size.rows());
    }
}

package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A command that runs to its end while its output is kept. Thread-safe. */
public final class CapturedCommand {

    private final Channel channel;
    private final long begin = System.nanoTime();

    CapturedCommand(AgentLine line, Command command) {
        int limit = (int) command.outputLimit().bytes();
        channel = line.open(
                command,
                command.stdin().isPresent(),
                credit -> new CapturedOutput(limit, credit),
                credit -> new CapturedOutput(limit, credit));
    }

    Channel channel() {
        return channel;
    }

    /** Kills it and what it started. */
    public void kill() {
        channel.kill();
    }

    /** Completes with the result, or with a {@link io.umlmachine.UmlException}. */
    public CompletableFuture<ExecResult> result() {
        return channel.exit().thenApply(this::result);
    }

    private ExecResult result(ExitStatus status) {
        CapturedOutput stdout = (CapturedOutput) channel.stdout();
        CapturedOutput stderr = (CapturedOutput) channel.stderr();
        return new ExecResult(
                channel.command(),
                status,
                stdout.bytes(),
                stderr.bytes(),
                stdout.truncated() || stderr.truncated(),
                Duration.ofNanos(System.nanoTime() - begin));
    }
}

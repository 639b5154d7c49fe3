package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A command that runs to its end while its output is kept. Thread-safe. */
public final class CapturedCommand {

    private static final int SIGKILL = 9;

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

    /** Kills its process group. */
    public void kill() {
        channel.signal(SIGKILL);
    }

    /** Sends it everything that a stream holds, as far as it reads, and closes the stream. */
    public void feed(InputStream input) throws IOException {
        try (input;
                CommandInput target = channel.stdin()) {
            input.transferTo(target);
        }
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

package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.CommandStartException;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ExitStatus;
import io.umlmachine.UmlException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** One command on the line: its frames, its two futures, where its output goes. Thread-safe. */
final class Channel implements LineChannel {

    /** How much output of a stream may be under way. */
    static final int WINDOW = 1024 * 1024;

    private static final int WITH_STDIN = 1;
    private static final int WITH_TERMINAL = 2;
    private static final int KIND_EXITED = 0;
    private static final int KIND_KILLED = 1;
    private static final int SIGKILL = 9;

    private final int number;
    private final Command command;
    private final boolean withStdin;
    private final FrameWriter writer;
    private final OutputSink stdout;
    private final OutputSink stderr;
    private final CommandInput stdin;
    private final CompletableFuture<Integer> started = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();

    /** Makes the place where an output stream goes; it gives back credit. */
    interface SinkFactory<S extends OutputSink> {
        S create(IntConsumer credit);
    }

    Channel(
            int number,
            Command command,
            boolean withStdin,
            FrameWriter writer,
            SinkFactory<?> stdout,
            SinkFactory<?> stderr) {
        this.number = number;
        this.command = command;
        this.withStdin = withStdin;
        this.writer = writer;
        this.stdout = stdout.create(creditFor(FrameType.STDOUT));
        this.stderr = stderr.create(creditFor(FrameType.STDERR));
        this.stdin = new CommandInput(writer, number);
    }

    private IntConsumer creditFor(FrameType stream) {
        return new CreditCounter(
                WINDOW / 2,
                bytes -> writer.send(
                        FrameType.CREDIT,
                        number,
                        new Payload.Writer().u8(stream.code()).u32(bytes).bytes()));
    }

    Command command() {
        return command;
    }

    CommandInput stdin() {
        return stdin;
    }

    OutputSink stdout() {
        return stdout;
    }

    OutputSink stderr() {
        return stderr;
    }

    /** Completes with the guest's process id, or with a {@link UmlException}. */
    CompletableFuture<Integer> started() {
        return started;
    }

    /** Completes with the status, or with a {@link UmlException}. */
    CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    @Override
    public void begin() {
        Payload.Writer payload = new Payload.Writer()
                .list(command.argv())
                .list(command.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .string(command.directory())
                .string(command.user())
                .u8((withStdin ? WITH_STDIN : 0) | (command.terminal().isPresent() ? WITH_TERMINAL : 0))
                .u16(command.terminal().map(size -> size.columns()).orElse(0))
                .u16(command.terminal().map(size -> size.rows()).orElse(0))
                .u32(WINDOW);
        byte[] bytes = payload.bytes();
        if (bytes.length > Frame.MAX_PAYLOAD) {
            throw new CommandStartException(
                    command,
                    "its arguments and environment take " + bytes.length + " bytes; " + Frame.MAX_PAYLOAD
                            + " can be sent. Copy long data in, or send it on standard input");
        }
        writer.send(FrameType.EXEC, number, bytes);
        command.timeout().ifPresent(this::limit);
    }

    private void limit(Duration timeout) {
        exit.copy().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((status, failure) -> {
            if (failure instanceof TimeoutException) {
                condemn(new CommandTimeoutException(command, timeout));
            }
        });
    }

    /** Signals its process group. */
    void signal(int signal) {
        signal(signal, false);
    }

    /** Kills everything of its session: its process group, and those that a shell made of its jobs. */
    void kill() {
        signal(SIGKILL, true);
    }

    /** Kills it, and lets everyone who waits for it hear why. */
    void condemn(UmlException reason) {
        kill();
        if (exit.completeExceptionally(reason)) {
            fail(reason);
        }
    }

    private void signal(int signal, boolean wholeSession) {
        if (!exit.isDone()) {
            writer.send(
                    FrameType.SIGNAL,
                    number,
                    new Payload.Writer().u8(signal).u8(wholeSession ? 1 : 0).bytes());
        }
    }

    void resize(int columns, int rows) {
        if (!exit.isDone()) {
            writer.send(
                    FrameType.RESIZE,
                    number,
                    new Payload.Writer().u16(columns).u16(rows).bytes());
        }
    }

    @Override
    public boolean accept(Frame frame) throws IOException {
        switch (frame.type()) {
            case STARTED -> started.complete(frame.reader().u32());
            case STDOUT -> stdout.accept(frame.payload());
            case STDERR -> stderr.accept(frame.payload());
            case STDIN_CREDIT -> stdin.addCredit(frame.reader().u32());
            case START_FAILED -> {
                fail(new CommandStartException(command, frame.reader().string().strip()));
                return true;
            }
            case EXITED -> {
                if (!started.isDone()) {
                    throw new ProtocolException("Command " + number + " ended before it started");
                }
                complete(status(frame.reader()));
                return true;
            }
            default -> throw new ProtocolException("Frame " + frame.type() + " about a command");
        }
        return false;
    }

    private static ExitStatus status(Payload.Reader payload) throws ProtocolException {
        int kind = payload.u8();
        int code = payload.u8();
        return switch (kind) {
            case KIND_EXITED -> ExitStatus.exited(code);
            case KIND_KILLED -> ExitStatus.killed(code);
            default -> throw new ProtocolException("A command that ended in the unknown way " + kind);
        };
    }

    private void complete(ExitStatus status) {
        stdin.end("The command has ended: " + status);
        stdout.end();
        stderr.end();
        exit.complete(status);
    }

    @Override
    public void fail(UmlException reason) {
        stdin.fail(reason);
        stdout.fail(reason);
        stderr.fail(reason);
        started.completeExceptionally(reason);
        exit.completeExceptionally(reason);
    }
}

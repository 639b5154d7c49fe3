package io.umlmachine.internal.machine;

import io.umlmachine.BootException;
import io.umlmachine.GuestDiedException;
import io.umlmachine.internal.agent.AgentLine;
import io.umlmachine.internal.host.HostProcess;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running kernel with its console and the line to its agent. Thread-safe. */
final class KernelProcess implements AutoCloseable {

    /** How long a dead kernel's last words may take to arrive, and a kernel that closed its line to exit. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** What a kernel says when a page of its memory cannot be had, before it panics. */
    private static final String NO_ROOM_FOR_MEMORY = "Bus error - the host";

    /** What kernels say when everything is written out and switched off, of {@code kernel/reboot.c}. */
    private static final List<String> HALTED = List.of("reboot: System halted", "reboot: Power down");

    private final List<String> commandLine;
    private final HostProcess process;
    private final ConsoleLog console;
    private final Thread consoleReader;
    private final AgentLine line;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile boolean halted;

    private KernelProcess(List<String> commandLine, HostProcess process, String name, ConsoleLog console) {
        this.commandLine = List.copyOf(commandLine);
        this.process = process;
        this.console = console;
        KernelWatch watch = KernelWatch.over(process, why -> {
            ended.complete(why);
            process.process().destroyForcibly();
        });
        this.consoleReader = console.follow(process.process().getErrorStream(), line -> {
            watch.hear(line);
            if (HALTED.stream().anyMatch(line::contains)) {
                halted = true;
            }
        });
        this.line = AgentLine.open(
                name, process.process().getInputStream(), process.process().getOutputStream());
        // A killed kernel's children hold the line open (6.1, 6.12), so either end counts.
        process.onExit().thenAccept(status -> ended.complete("the kernel ended"));
        line.ended().thenAccept(ended::complete);
    }

    static KernelProcess start(
            List<String> commandLine, Map<String, String> environment, OwnedDirectory directory, ConsoleLog console)
            throws IOException {
        HostProcess process = HostProcess.start(commandLine, environment, Path.of("/"), false, directory);
        return new KernelProcess(commandLine, process, directory.name(), console);
    }

    List<String> commandLine() {
        return commandLine;
    }

    AgentLine line() {
        return line;
    }

    HostProcess process() {
        return process;
    }

    /** Completes with a sentence that says why, when the kernel has ended or its agent no longer speaks. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /** Whether it runs at this moment, which is known before its end has been told of. */
    boolean isRunning() {
        return !ended.isDone() && process.isRunning();
    }

    /** Waits at most so long for {@link #ended}. */
    void waitForEnd(Duration timeout) throws InterruptedException {
        try {
            ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            throw new AssertionError("The end never fails", e);
        }
    }

    /** Waits for the end of the kernel, as {@link HostProcess#waitUninterruptibly}. */
    boolean waitUninterruptibly(Duration timeout) {
        return process.waitUninterruptibly(timeout);
    }

    /** Waits for the end of the kernel at most so long. */
    boolean waitFor(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout);
    }

    /** The exit status of a kernel that has ended. */
    int exitStatus() {
        return process.onExit().join();
    }

    /**
     * Whether a kernel that has ended did so when everything was written out. A 6.1 that has said so may still abort: once in
     * some fifty reboots on a host where a fork takes milliseconds. Nothing is lost by that.
     */
    boolean endedWell() throws InterruptedException {
        if (exitStatus() != 0) {
            consoleReader.join(LAST_WORDS.toMillis());
        }
        return exitStatus() == 0 || halted;
    }

    BootException bootFailure(BootException.Phase phase, String what) throws InterruptedException {
        OptionalInt status = lastWords();
        return new BootException(phase, explained(what), commandLine, status, console.tail());
    }

    GuestDiedException death(String what) throws InterruptedException {
        OptionalInt status = lastWords();
        return new GuestDiedException("The machine died: " + explained(what), commandLine, status, console.tail());
    }

    /** A full file system is no fault of the guest, and its panic does not look like one. */
    private String explained(String what) {
        return console.tail().contains(NO_ROOM_FOR_MEMORY)
                ? what
                        + ", because the file system that holds guest memory is full: make it larger, or let machines wait"
                        + " for room with admission(…)"
                : what;
    }

    private OptionalInt lastWords() throws InterruptedException {
        if (!ended.isDone() || !process.waitFor(LAST_WORDS)) {
            return OptionalInt.empty();
        }
        consoleReader.join(LAST_WORDS.toMillis());
        return OptionalInt.of(exitStatus());
    }

    /** Ends the kernel and every process of its session. */
    @Override
    public void close() throws IOException {
        process.end();
        try {
            consoleReader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            // The last lines are still read, only not waited for.
            Thread.currentThread().interrupt();
        }
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestDiedException;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.GuestFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the commands of a build in its machine, one at a time; their output goes to the journal while they run. */
final class GuestSteps {

    /** One stream for both outputs keeps their order. */
    private static final List<String> MERGED = List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh");

    private static final Logger LOG = LoggerFactory.getLogger(GuestSteps.class);

    private final UmlMachine machine;
    private final Journal journal;

    GuestSteps(UmlMachine machine, Journal journal) {
        this.machine = machine;
        this.journal = journal;
    }

    /**
     * How a command ended.
     *
     * @param timedOut whether it was killed because it ran too long
     * @param tail the last lines of its output
     */
    record Ended(ExitStatus status, boolean timedOut, String tail) {}

    /** Runs a command to its end, whatever its status. */
    Ended run(Command command, Optional<Duration> limit) throws InterruptedException {
        journal.line("$ " + command);
        GuestProcess process = machine.start(merged(command));
        Tail tail = new Tail();
        Thread reader = new Thread(() -> read(process, tail), "uml-build-output");
        reader.setDaemon(true);
        reader.start();
        boolean timedOut = false;
        try {
            feed(command, process);
            timedOut = !endsWithin(process, limit);
            if (timedOut) {
                process.destroyForcibly();
            }
            ExitStatus status = process.waitFor();
            reader.join();
            return new Ended(status, timedOut, tail.text());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        } catch (GuestDiedException e) {
            // The log shall hold everything that came before.
            reader.join();
            throw e;
        }
    }

    /** Gives a command its input, which is a short script or nothing: it fits the line's buffers. */
    private static void feed(Command command, GuestProcess process) {
        try (OutputStream out = process.stdin()) {
            if (command.stdin().isPresent()) {
                try (InputStream in = command.stdin().get().open()) {
                    in.transferTo(out);
                }
            }
        } catch (IOException e) {
            // The command ended without reading, or the machine did; both are told when it is waited for.
            LOG.debug("Not all input was read by {}: {}", command, e.getMessage());
        }
    }

    /** Runs a command that has to succeed. */
    void require(Command command, Function<GuestFailure, RuntimeException> otherwise) throws InterruptedException {
        Ended ended = run(command, Optional.empty());
        if (!ended.status().success()) {
            throw otherwise.apply(new GuestFailure(command, ended.status(), ended.tail(), journal.path()));
        }
    }

    private static Command merged(Command command) {
        List<String> argv = new ArrayList<>(MERGED);
        argv.addAll(command.argv());
        return Command.of(argv)
                .user(command.user())
                .directory(command.directory())
                .env(command.environment());
    }

    private static boolean endsWithin(GuestProcess process, Optional<Duration> limit) throws InterruptedException {
        if (limit.isEmpty()) {
            return true;
        }
        try {
            process.onExit().get(limit.get().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CompletionException e) {
            // waitFor tells.
            return true;
        }
    }

    private void read(GuestProcess process, Tail tail) {
        try (InputStream stdout = process.stdout();
                OutputStream log = journal.output()) {
            byte[] buffer = new byte[16 * 1024];
            for (int length = stdout.read(buffer); length >= 0; length = stdout.read(buffer)) {
                log.write(buffer, 0, length);
                tail.write(buffer, 0, length);
            }
        } catch (IOException e) {
            journal.line("[output lost: " + e.getMessage() + "]");
        }
    }
}

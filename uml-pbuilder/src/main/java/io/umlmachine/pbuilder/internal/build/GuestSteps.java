package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestDiedException;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.GuestFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
public final class GuestSteps {

    /** One stream for both outputs keeps their order. */
    private static final List<String> MERGED = List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh");

    private static final Logger LOG = LoggerFactory.getLogger(GuestSteps.class);

    private static final long POLL_MILLIS = 200;

    private final UmlMachine machine;
    private final Journal journal;

    /** Runs commands in a machine. */
    public GuestSteps(UmlMachine machine, Journal journal) {
        this.machine = machine;
        this.journal = journal;
    }

    /**
     * How a command ended.
     *
     * @param status exit or death by signal
     * @param excess what it took too much of, for which it was killed
     * @param tail the last lines of its output
     */
    public record Ended(ExitStatus status, Optional<Limits.Excess> excess, String tail) {}

    /** Runs a command to its end, whatever its status. */
    public Ended run(Command command, Limits limits) throws InterruptedException {
        journal.line("$ " + command);
        GuestProcess process = machine.start(merged(command));
        Limits.Watch watch = limits.start();
        GuestOutput output = GuestOutput.read(process, journal, watch);
        try {
            feed(command, process);
            Optional<Limits.Excess> excess = await(process, watch);
            if (excess.isPresent()) {
                process.destroyForcibly();
            }
            ExitStatus status = process.waitFor();
            return new Ended(status, excess, output.awaitTail());
        } catch (InterruptedException e) {
            halt();
            throw e;
        } catch (GuestDiedException e) {
            // The log shall hold everything that came before.
            output.awaitEnd();
            throw e;
        }
    }

    /** Nobody wants the disk of a build that was cancelled: an orderly end, which writes it out, may take long. */
    private void halt() {
        try {
            machine.managementConsole().halt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UmlException e) {
            LOG.debug("The machine is closed in order: {}", e.getMessage());
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
    public void require(Command command, Function<GuestFailure, RuntimeException> otherwise)
            throws InterruptedException {
        Ended ended = run(command, Limits.none());
        if (!ended.status().success()) {
            throw otherwise.apply(new GuestFailure(command, ended.status(), ended.tail(), journal.path()));
        }
    }

    /** The program that the guest's kernel ended last for want of memory, if it did. */
    Optional<String> victimOfMemory() {
        return OutOfMemory.victim(machine.console());
    }

    static Command merged(Command command) {
        List<String> argv = new ArrayList<>(MERGED);
        argv.addAll(command.argv());
        return Command.of(argv)
                .user(command.user())
                .directory(command.directory())
                .env(command.environment());
    }

    /** Waits until the command ends or takes too much. */
    private static Optional<Limits.Excess> await(GuestProcess process, Limits.Watch watch) throws InterruptedException {
        while (true) {
            try {
                process.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return Optional.empty();
            } catch (TimeoutException e) {
                Optional<Limits.Excess> excess = watch.excess();
                if (excess.isPresent()) {
                    return excess;
                }
            } catch (ExecutionException | CompletionException e) {
                // waitFor tells.
                return Optional.empty();
            }
        }
    }
}

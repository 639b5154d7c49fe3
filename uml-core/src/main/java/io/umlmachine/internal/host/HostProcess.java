package io.umlmachine.internal.host;

import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of the host that cannot outlive its purpose. It leads a session of its own, recorded in an
 * {@link OwnedDirectory}, by which all that it starts is found; and it gets SIGTERM when this program dies. Thread-safe.
 */
public final class HostProcess {

    private static final Logger LOG = LoggerFactory.getLogger(HostProcess.class);
    private static final Duration TERM_PATIENCE = Duration.ofSeconds(5);

    /**
     * Records the session and becomes the program. A parent that died before the signal of its death was asked for has no
     * such signal any more, so the program starts only if the parent is still there. The record is the process's own work: a
     * parent that dies between starting it and recording it would leave the program's children to nobody, and a program
     * that dies at once would not be there to be recorded. The start time is field 22 of proc(5)'s stat file, the twentieth
     * after the command's name.
     */
    private static final String START = """
            [ "$PPID" = "$0" ] || exit 1
            record() { shift 20; echo "$$ $1"; }
            read -r stat <"/proc/$$/stat" && record to ${stat##*) } >>"$1" || exit 1
            shift
            exec "$@"
            """;

    private final Process process;
    private final OwnedDirectory owner;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private HostProcess(Process process, OwnedDirectory owner) {
        this.process = process;
        this.owner = owner;
    }

    /**
     * Starts a program.
     *
     * @param argv an absolute path and arguments
     * @param environment the whole environment
     * @param directory the working directory
     * @param mergeErrors whether standard error goes where standard output goes
     * @param owner whom it belongs to
     * @throws IOException if it cannot be started
     */
    public static HostProcess start(
            List<String> argv,
            Map<String, String> environment,
            Path directory,
            boolean mergeErrors,
            OwnedDirectory owner)
            throws IOException {
        List<String> command = tiedTo(ProcessHandle.current().pid(), owner.sessions(), argv);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(mergeErrors);
        builder.environment().clear();
        builder.environment().putAll(environment);

        // The kernel sends the signal when the thread that started the process ends, so one thread stays with it.
        CompletableFuture<HostProcess> started = new CompletableFuture<>();
        Thread guardian = new Thread(() -> guard(builder, owner, started), "uml-guardian-" + owner.name());
        guardian.setDaemon(true);
        guardian.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new IOException(
                    "Cannot start " + argv.get(0) + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * The words that start a program in a session of its own, to end with a parent.
     *
     * @param sessions the file that gets the session's record
     */
    static List<String> tiedTo(long parent, Path sessions, List<String> argv) {
        List<String> command = new ArrayList<>(List.of(
                UmlHost.program(Subject.SETSID).toString(),
                UmlHost.program(Subject.SETPRIV).toString(),
                "--pdeathsig",
                "TERM",
                "/bin/sh",
                "-c",
                START,
                Long.toString(parent),
                sessions.toString()));
        command.addAll(argv);
        return command;
    }

    private static void guard(ProcessBuilder builder, OwnedDirectory owner, CompletableFuture<HostProcess> started) {
        HostProcess guarded;
        try {
            guarded = new HostProcess(owner.start(builder), owner);
            started.complete(guarded);
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
            return;
        }
        Watchdog watchdog = Watchdog.watch(builder.command().get(0), guarded.process.pid());
        int status = guarded.exitStatus();
        guarded.endRest();
        guarded.exit.complete(status);
        watchdog.dismiss();
    }

    /** What a leader leaves that was killed, such as slirp4netns its child: nobody else may live to see to it. */
    private void endRest() {
        try {
            owner.killSession(process.pid());
        } catch (IOException e) {
            LOG.debug("The rest of the session of {} is left to the sweep", process.pid(), e);
        }
    }

    private int exitStatus() {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and it must stay.
                continue;
            }
        }
    }

    /** The ids of its children that have died and that it has not asked about. */
    public Set<Long> deadChildren() {
        return ProcessTable.deadChildren(process.pid());
    }

    /** The JDK's view of it, for its streams. */
    public Process process() {
        return process;
    }

    /** Completes with the exit status: the exit code, or 128 + n for a death by signal n. */
    public CompletableFuture<Integer> onExit() {
        return exit;
    }

    /** Whether it runs: asks the process table, which knows of an end before {@link #onExit} tells it. */
    public boolean isRunning() {
        return !exit.isDone() && ProcessTable.find(process.pid()).isPresent();
    }

    /** Waits for its end at most so long. */
    public boolean waitFor(Duration timeout) throws InterruptedException {
        try {
            exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("The exit future never fails", e);
        }
    }

    /**
     * Ends it: SIGTERM, then SIGKILL for its whole session. Keeps an interrupt of the caller for later.
     *
     * @throws IOException if something of it does not die
     */
    public void end() throws IOException {
        Interrupts.defer(() -> {
            if (!exit.isDone()) {
                process.destroy();
                waitUninterruptibly(TERM_PATIENCE);
            }
            owner.killSession(process.pid());
        });
    }

    /** Waits for its end at most so long; an interrupt does not end the wait, and is kept. */
    public boolean waitUninterruptibly(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waitFor(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

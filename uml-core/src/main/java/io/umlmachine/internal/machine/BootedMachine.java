package io.umlmachine.internal.machine;

import io.umlmachine.Command;
import io.umlmachine.CommandStartException;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ConsoleStream;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.MachineClosedException;
import io.umlmachine.MachineMetrics;
import io.umlmachine.ManagementConsole;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.agent.CapturedCommand;
import io.umlmachine.internal.agent.Outcomes;
import io.umlmachine.internal.agent.StreamedCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.mconsole.KernelManagementConsole;
import io.umlmachine.internal.mconsole.Mconsole;
import io.umlmachine.internal.transfer.FileTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A machine that has booted. Thread-safe. */
final class BootedMachine implements UmlMachine {

    /** Writing a large disk out can take long; a machine whose disk goes with it has nothing to write. */
    private static final Duration ORDERLY_PATIENCE = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A machine that has not ended so long after it was asked to may be paused. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /** How long the news of a kernel's end may take. */
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(2);

    private final MachineSpec spec;
    private final OwnedDirectory directory;
    private final KernelProcess kernel;
    private final Resources resources;
    private final FileTransfer transfer;
    private final Mconsole mconsole;
    private final ManagementConsole managementConsole;
    private final Meter meter;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> exit = new CompletableFuture<>();

    BootedMachine(MachineSpec spec, OwnedDirectory directory, KernelProcess kernel, Resources resources) {
        this.spec = spec;
        this.directory = directory;
        this.kernel = kernel;
        this.resources = resources;
        this.mconsole = new Mconsole(
                directory.path().resolve("mc"),
                directory.path().resolve(name()).resolve("mconsole"),
                kernel.ended()::isDone);
        this.managementConsole = new KernelManagementConsole(mconsole, this::end);
        this.transfer = new FileTransfer(this, directory, mconsole);
        this.meter = Meter.of(kernel);
        LiveMachines.add(this);
        kernel.ended().thenAcceptAsync(this::onEnd, task -> new Thread(task, "uml-end-" + name()).start());
    }

    /** The kernel has ended, or its line has: whoever waits for a command must hear of it. */
    private void onEnd(String why) {
        if (closing.get()) {
            // As it was asked to; close() says so.
            kernel.line().fail(new MachineClosedException(name()));
            return;
        }
        try {
            UmlException death = kernel.death(why);
            exit.completeExceptionally(death);
            kernel.line().fail(death);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread, and it ends here.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return directory.name();
    }

    @Override
    public List<String> kernelCommandLine() {
        return kernel.commandLine();
    }

    @Override
    public ExecResult exec(Command command) throws InterruptedException {
        requireOpen();
        InputStream input = open(command);
        CapturedCommand running = kernel.line().capture(command);
        try {
            if (input != null) {
                Thread feeder = new Thread(() -> feed(running, input), "uml-stdin-" + name());
                feeder.setDaemon(true);
                feeder.start();
            }
            return await(command, running);
        } catch (InterruptedException e) {
            running.kill();
            throw e;
        }
    }

    private static @Nullable InputStream open(Command command) {
        try {
            return command.stdin().isPresent() ? command.stdin().get().open() : null;
        } catch (IOException e) {
            throw new CommandStartException(command, "its standard input cannot be opened: " + e);
        }
    }

    private static void feed(CapturedCommand running, InputStream input) {
        try {
            running.feed(input);
        } catch (IOException e) {
            // The command ended without reading everything, as commands may.
            return;
        }
    }

    private static ExecResult await(Command command, CapturedCommand running) throws InterruptedException {
        if (command.timeout().isEmpty()) {
            return Outcomes.await(running.result());
        }
        Duration timeout = command.timeout().get();
        try {
            return running.result().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.kill();
            throw new CommandTimeoutException(command, timeout);
        } catch (ExecutionException e) {
            throw Outcomes.unwrap(e);
        }
    }

    @Override
    public GuestProcess start(Command command) throws InterruptedException {
        requireOpen();
        StreamedCommand running = kernel.line().stream(command);
        try {
            Outcomes.await(running.started());
            return running;
        } catch (InterruptedException e) {
            running.destroyForcibly();
            throw e;
        }
    }

    @Override
    public void copyIn(Path source, String target) throws IOException, InterruptedException {
        requireOpen();
        transfer.copyIn(source, target);
    }

    @Override
    public void copyOut(String source, Path target) throws IOException, InterruptedException {
        requireOpen();
        transfer.copyOut(source, target);
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new MachineClosedException(name());
        }
    }

    @Override
    public String console() {
        return kernel.console().tail();
    }

    @Override
    public ConsoleStream consoleStream() {
        return kernel.console().stream();
    }

    @Override
    public ManagementConsole managementConsole() {
        return managementConsole;
    }

    @Override
    public MachineMetrics metrics() throws IOException, InterruptedException {
        throwIfEnded(false);
        try {
            return meter.read();
        } catch (IOException e) {
            throwIfEnded(true);
            throw e;
        }
    }

    private void throwIfEnded(boolean expected) throws InterruptedException {
        Optional<UmlException> reason = end(expected);
        if (reason.isPresent()) {
            throw reason.get();
        }
    }

    /** What a call fails with if the machine is at its end; waits a moment for that if it is to be expected. */
    private Optional<UmlException> end(boolean expected) throws InterruptedException {
        if (expected) {
            kernel.waitForEnd(NEWS_PATIENCE);
        }
        if (closing.get()) {
            return Optional.of(new MachineClosedException(name()));
        }
        if (!kernel.ended().isDone()) {
            return Optional.empty();
        }
        try {
            exit.get();
            return Optional.of(new MachineClosedException(name()));
        } catch (ExecutionException e) {
            return Optional.of(Outcomes.unwrap(e));
        }
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return exit.copy();
    }

    @Override
    public boolean isAlive() {
        return !closing.get() && !kernel.ended().isDone();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                shutDown();
            } finally {
                LiveMachines.remove(this);
                closed.complete(null);
                exit.complete(null);
            }
        } else {
            closed.join();
        }
    }

    private void shutDown() {
        try {
            kernel.line().powerOff(spec.disk().outlivesMachine());
            if (mconsole.isPaused() || !kernel.waitUninterruptibly(PROMPT)) {
                mconsole.resumeForEnd();
            }
            kernel.waitUninterruptibly(spec.disk().outlivesMachine() ? ORDERLY_PATIENCE : PATIENCE);
            kernel.line().fail(new MachineClosedException(name()));
        } finally {
            resources.close();
        }
    }

    @Override
    public String toString() {
        return "machine " + name();
    }
}

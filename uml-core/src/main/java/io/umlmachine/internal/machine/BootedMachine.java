package io.umlmachine.internal.machine;

import io.umlmachine.AttachedDisk;
import io.umlmachine.Command;
import io.umlmachine.CommandStartException;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.Disk;
import io.umlmachine.DiskImage;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.MachineClosedException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.agent.CapturedCommand;
import io.umlmachine.internal.agent.Outcomes;
import io.umlmachine.internal.agent.StreamedCommand;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.transfer.FileTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A machine that has booted: a chassis, and the run of its kernel that goes on now. Thread-safe. */
final class BootedMachine implements UmlMachine {

    private final Chassis chassis;
    private final Snapshots snapshots = new Snapshots();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> exit = new CompletableFuture<>();
    private volatile Live live;
    private @Nullable Reboot reboot;
    private volatile @Nullable UmlException death;

    /** What goes with a run of the kernel. */
    private record Live(MachineRun run, FileTransfer transfer) {}

    BootedMachine(Chassis chassis, MachineRun run) {
        this.chassis = chassis;
        this.live = live(run);
        LiveMachines.add(this);
        watch(run);
    }

    private Live live(MachineRun run) {
        return new Live(
                run, new FileTransfer(this, chassis.directory(), chassis.disks().nextRun()));
    }

    private void watch(MachineRun run) {
        run.kernel()
                .ended()
                .thenAcceptAsync(why -> onEnd(run, why), task -> new Thread(task, "uml-end-" + name()).start());
    }

    /** The kernel has ended, or its line has: whoever waits for a command must hear of it. */
    private void onEnd(MachineRun run, String why) {
        if (!isUnexpected(run)) {
            // As it was asked to, and whoever asked says so.
            return;
        }
        try {
            UmlException reason = run.kernel().death(why);
            die(reason);
            run.line().fail(reason);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread, and it ends here.
            Thread.currentThread().interrupt();
        }
    }

    private void die(UmlException reason) {
        death = reason;
        exit.completeExceptionally(reason);
    }

    private synchronized boolean isUnexpected(MachineRun ended) {
        return !closing.get() && reboot == null && death == null && run() == ended;
    }

    private synchronized boolean isRebooting() {
        return reboot != null;
    }

    /** The run that goes on now. */
    private MachineRun run() {
        return live.run();
    }

    @Override
    public String name() {
        return chassis.name();
    }

    @Override
    public OptionalInt placement() {
        return chassis.cpu();
    }

    @Override
    public List<String> kernelCommandLine() {
        return run().kernel().commandLine();
    }

    @Override
    public ExecResult exec(Command command) throws InterruptedException {
        requireOpen();
        InputStream input = open(command);
        CapturedCommand running = run().line().capture(command);
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
        StreamedCommand running = run().line().stream(command);
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
        live.transfer().copyIn(source, target);
    }

    @Override
    public void copyOut(String source, Path target) throws IOException, InterruptedException {
        requireOpen();
        live.transfer().copyOut(source, target);
    }

    @Override
    public DiskImage snapshot() throws IOException, InterruptedException {
        requireOpen();
        return snapshots.take(this, chassis.rootDisk());
    }

    @Override
    public AttachedDisk plug(Disk disk) throws IOException, InterruptedException {
        requireOpen();
        return Interrupts.heed(
                () -> new MachineDisk(this, chassis.disks(), chassis.disks().plug(disk)));
    }

    @Override
    public List<AttachedDisk> disks() {
        return chassis.disks().attached().stream()
                .<AttachedDisk>map(files -> new MachineDisk(this, chassis.disks(), files))
                .toList();
    }

    @Override
    public void copyIn(InputStream source, String target) throws IOException, InterruptedException {
        requireOpen();
        live.transfer().copyIn(source, target);
    }

    @Override
    public void copyOut(String source, OutputStream target) throws IOException, InterruptedException {
        requireOpen();
        live.transfer().copyOut(source, target);
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new MachineClosedException(name());
        }
        UmlException reason = death;
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public String console() {
        return chassis.console().tail();
    }

    @Override
    public CompletableFuture<Void> onExit() {
        return exit.copy();
    }

    @Override
    public boolean isAlive() {
        return !closing.get()
                && death == null
                && (isRebooting() || !run().kernel().ended().isDone());
    }

    @Override
    public void reboot() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before rebooting");
        }
        MachineRun old = run();
        Reboot current;
        boolean mine;
        synchronized (this) {
            requireOpen();
            mine = reboot == null;
            if (mine && !old.kernel().ended().isDone()) {
                reboot = Reboot.start(chassis, old, this::onUp, this::onFailedReboot);
            }
            current = reboot;
        }
        if (current == null) {
            throw old.kernel().death(old.kernel().ended().join());
        }
        try {
            current.await();
        } catch (InterruptedException e) {
            if (mine) {
                current.breakOff();
            }
            throw e;
        } catch (UmlException e) {
            if (closing.get()) {
                throw new MachineClosedException(name());
            }
            throw e;
        }
    }

    private synchronized void onUp(MachineRun run) {
        live = live(run);
        reboot = null;
        watch(run);
    }

    private synchronized void onFailedReboot(UmlException reason) {
        if (!closing.get()) {
            die(reason);
        }
        reboot = null;
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
            Reboot current;
            synchronized (this) {
                current = reboot;
            }
            if (current != null) {
                current.breakOff();
            }
            run().shutDown(chassis.spec().disk().outlivesMachine(), new MachineClosedException(name()));
        } finally {
            chassis.close();
        }
    }

    @Override
    public String toString() {
        return "machine " + name();
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.MachineClosedException;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.agent.CapturedCommand;
import io.umlmachine.internal.agent.Outcomes;
import io.umlmachine.internal.agent.SmallFiles;
import io.umlmachine.internal.agent.StreamedCommand;
import io.umlmachine.internal.transfer.FileTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A machine that has booted: a chassis, and the run of its kernel that goes on now. Thread-safe. */
final class BootedMachine implements UmlMachine {

    private final Chassis chassis;
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
        return new Live(run, new FileTransfer(this, chassis.directory()));
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
    public List<String> kernelCommandLine() {
        return run().kernel().commandLine();
    }

    @Override
    public ExecResult exec(Command command) throws InterruptedException {
        requireOpen();
        CapturedCommand running = run().line().capture(command);
        try {
            return Outcomes.await(running.result());
        } catch (InterruptedException e) {
            running.kill();
            throw e;
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
    public byte[] read(String path, ByteSize limit) throws IOException, InterruptedException {
        requireOpen();
        return SmallFiles.read(run().line(), path, limit);
    }

    @Override
    public void write(String path, byte[] content) throws IOException, InterruptedException {
        requireOpen();
        SmallFiles.write(run().line(), path, content, Optional.empty());
    }

    @Override
    public void write(String path, byte[] content, Set<PosixFilePermission> mode)
            throws IOException, InterruptedException {
        requireOpen();
        SmallFiles.write(run().line(), path, content, Optional.of(mode));
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

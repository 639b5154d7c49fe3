package io.umlmachine.internal.machine;

import io.umlmachine.AttachedDisk;
import io.umlmachine.BootException;
import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.ConsoleStream;
import io.umlmachine.Disk;
import io.umlmachine.DiskImage;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.MachineClosedException;
import io.umlmachine.MachineMetrics;
import io.umlmachine.MachineNetwork;
import io.umlmachine.ManagementConsole;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.agent.AgentLine;
import io.umlmachine.internal.agent.CapturedCommand;
import io.umlmachine.internal.agent.Outcomes;
import io.umlmachine.internal.agent.SmallFiles;
import io.umlmachine.internal.agent.StreamedCommand;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.mconsole.KernelManagementConsole;
import io.umlmachine.internal.mconsole.Mconsole;
import io.umlmachine.internal.transfer.FileTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A machine that has booted: a chassis, and the run of its kernel that goes on now. Thread-safe. */
final class BootedMachine implements UmlMachine {

    /** How long the news of a kernel's end may take. */
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(2);

    private final Chassis chassis;
    private final Snapshots snapshots = new Snapshots();
    private final Mconsole mconsole;
    private final ManagementConsole managementConsole;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> exit = new CompletableFuture<>();
    private volatile Live live;
    private @Nullable Reboot reboot;
    private volatile @Nullable UmlException death;

    /** How long after what dies with a kernel its end may be noticed. */
    private static final Duration DYING = Duration.ofSeconds(1);

    /** How long a dead kernel's last words may take, and more. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    /** What goes with a run of the kernel. */
    private record Live(MachineRun run, FileTransfer transfer, Meter meter) {}

    BootedMachine(Chassis chassis, MachineRun run) {
        this.chassis = chassis;
        this.mconsole = chassis.mconsole();
        this.managementConsole = new KernelManagementConsole(mconsole, this::end, chassis.quirks()::dangerOfSysrq);
        this.live = live(run);
        mconsole.endWhen(() -> run().kernel().ended().isDone());
        LiveMachines.add(this);
        watch(run);
    }

    private Live live(MachineRun run) {
        return new Live(
                run,
                new FileTransfer(
                        this, chassis.directory(), mconsole, chassis.disks().nextRun()),
                Meter.of(run.kernel(), chassis.rootDisk()));
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
        chassis.console().end();
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
        CapturedCommand running = run().line().capture(chassis.link().dressed(command));
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
        StreamedCommand running = run().line().stream(chassis.link().dressed(command));
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
        copy(transfer -> transfer.copyIn(source, target));
    }

    @Override
    public void copyOut(String source, Path target) throws IOException, InterruptedException {
        copy(transfer -> transfer.copyOut(source, target));
    }

    @Override
    public void copyIn(InputStream source, String target) throws IOException, InterruptedException {
        copy(transfer -> transfer.copyIn(source, target));
    }

    @Override
    public void copyOut(String source, OutputStream target) throws IOException, InterruptedException {
        copy(transfer -> transfer.copyOut(source, target));
    }

    private interface Copy {
        void run(FileTransfer transfer) throws IOException, InterruptedException;
    }

    private void copy(Copy copy) throws IOException, InterruptedException {
        requireOpen();
        try {
            copy.run(live.transfer());
        } catch (FileSystemException e) {
            // One of the host's own files.
            throw e;
        } catch (IOException e) {
            throwIfDying(e);
            throw e;
        }
    }

    /** What fails while the machine dies, such as a request to its console, fails because of that. */
    private void throwIfDying(IOException symptom) throws InterruptedException {
        try {
            run().kernel().ended().get(DYING.toNanos(), TimeUnit.NANOSECONDS);
            exit.get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            UmlException died = Outcomes.unwrap(e);
            died.addSuppressed(symptom);
            throw died;
        }
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
    public MachineNetwork network() {
        return new RunningNetwork(this, chassis.link(), this::openLine);
    }

    /**
     * Lets the network do what it does once the guest is up.
     *
     * @throws BootException if that fails
     */
    void networkUp() throws InterruptedException {
        try {
            if (chassis.link().isConnected()) {
                chassis.link().attachment().up(this);
            }
        } catch (IOException e) {
            throw new BootException(BootException.Phase.NETWORK, String.valueOf(e.getMessage()), e);
        }
    }

    private AgentLine openLine() {
        requireOpen();
        return run().line();
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
    public ConsoleStream consoleStream() {
        return chassis.console().stream();
    }

    @Override
    public ManagementConsole managementConsole() {
        return managementConsole;
    }

    @Override
    public MachineMetrics metrics() throws IOException, InterruptedException {
        throwIfEnded(false);
        try {
            return live.meter().read();
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
        MachineRun run = run();
        if (expected) {
            run.kernel().waitForEnd(NEWS_PATIENCE);
        }
        if (closing.get()) {
            return Optional.of(new MachineClosedException(name()));
        }
        if (!isUnexpected(run) || !run.kernel().ended().isDone()) {
            return Optional.ofNullable(death);
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
        return !closing.get()
                && death == null
                && (isRebooting() || run().kernel().isRunning());
    }

    @Override
    public void reboot() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before rebooting");
        }
        if (mconsole.isPaused()) {
            resume();
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

    private void onUp(MachineRun run) throws InterruptedException {
        synchronized (this) {
            live = live(run);
            reboot = null;
            watch(run);
        }
        networkUp();
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
            if (mconsole.isPaused()) {
                mconsole.resumeForEnd();
            }
            run().shutDown(
                            chassis.spec().disk().outlivesMachine(),
                            new MachineClosedException(name()),
                            mconsole::resumeForEnd);
        } finally {
            chassis.close();
        }
    }

    @Override
    public String toString() {
        return "machine " + name();
    }
}

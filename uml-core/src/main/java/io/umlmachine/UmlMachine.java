package io.umlmachine;

import io.umlmachine.internal.machine.MachineBuilder;
import io.umlmachine.internal.ready.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A running machine. Thread-safe: any number of commands may run at once.
 *
 * <pre>{@code
 * try (UmlMachine vm = UmlMachine.builder().image(Path.of("debian.img")).boot()) {
 *     System.out.println(vm.exec("uname", "-r").orThrow().stdout());
 * }
 * }</pre>
 *
 * <p>A machine ends with {@link #close}. It also ends when this Java program does, in whatever way: the kernel is sent a
 * signal, the agent powers off when its line closes, and what a killed program left behind is swept by the next one that
 * boots a machine.
 */
public interface UmlMachine extends AutoCloseable {

    /**
     * Starts to describe a machine.
     *
     * @return a builder with every option at its default
     */
    static Builder builder() {
        return new MachineBuilder();
    }

    /**
     * The machine's name among those of this user: a short word, unique on this host.
     *
     * @return the name, which is the umid of its kernel too
     */
    String name();

    /**
     * The CPU that the machine is pinned to, as its {@link CpuPlacement} chose.
     *
     * @return its number, as taskset(1) counts, or empty if the machine runs on any
     * @see UmlMachines#placement()
     */
    OptionalInt placement();

    /**
     * The program and arguments of the kernel process.
     *
     * @return an unmodifiable list
     */
    List<String> kernelCommandLine();

    /**
     * Runs a command in the guest, as root, and waits for its end.
     *
     * @param argv the program and its arguments, as in {@link Command#of(String...)}
     * @return status and output, whatever the status is
     * @throws InterruptedException if the thread is interrupted; the command's process group is killed
     * @throws CommandStartException if it cannot be started
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    default ExecResult exec(String... argv) throws InterruptedException {
        return exec(Command.of(argv));
    }

    /**
     * Runs a command in the guest and waits for its end.
     *
     * @param command what to run, and how
     * @return status and output, whatever the status is
     * @throws InterruptedException if the thread is interrupted; the command's process group is killed
     * @throws CommandStartException if it cannot be started, or its standard input cannot be read
     * @throws CommandTimeoutException if it runs longer than {@link Command#timeout()}
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    ExecResult exec(Command command) throws InterruptedException;

    /**
     * Starts a command in the guest and returns while it runs. Its {@link Command#stdin()} and
     * {@link Command#timeout()} are not used.
     *
     * @param command what to run, and how
     * @return the running command
     * @throws InterruptedException if the thread is interrupted before the command has started
     * @throws CommandStartException if it cannot be started
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    GuestProcess start(Command command) throws InterruptedException;

    /**
     * Copies a file or a tree of the host into the guest: afterwards {@code target} is what {@code source} is. Parents
     * are made, with mode 0755 and for root; a file or link in the way of a file is replaced, a file in the way of a tree
     * too; a directory in the way is merged with a tree, and an error for a file. The guest must have perl, and GNU tar
     * for trees.
     *
     * <p>Kept are modes, numeric owners, the time of the last change to the nanosecond, symbolic links, hard links among
     * the files of a tree, holes, and names that are no text in any character set. Not kept are extended attributes,
     * access control lists, capabilities and the times of last access. A device, a socket or a pipe in a tree is an error.
     * A file that changes while it is copied is an error too.
     *
     * <p>A single file is not copied on the host: the guest reads the very file. A tree takes its size in the cache
     * directory for as long as it takes. After a failure or an interrupt the target may have been made in part; nothing
     * else is left in the guest or on the host.
     *
     * @param source a file, a directory or a symbolic link, which is followed if it is {@code source} itself
     * @param target an absolute path of the guest
     * @throws IOException if the source cannot be read, or the target cannot be written, with the guest's words
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    void copyIn(Path source, String target) throws IOException, InterruptedException;

    /**
     * Copies everything that a stream holds to a file of the guest, which belongs to root and has mode 0644. Parents are
     * made; a file or link in the way is replaced, and a directory is an error. The stream is read to its end before the
     * guest gets the first byte, in memory that does not grow with it, by way of a file in the cache directory. An
     * interrupt ends the copy, but not a {@code read} of the stream that does not heed interrupts.
     *
     * @param source read to its end; not closed
     * @param target an absolute path of the guest
     * @throws IOException if the source cannot be read, or the target cannot be written, with the guest's words
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    void copyIn(InputStream source, String target) throws IOException, InterruptedException;

    /**
     * Copies a file or a tree of the guest to the host: afterwards {@code target} is what {@code source} is; a symbolic
     * link is copied, not followed. Parents are made, a file or link in the way is replaced, a directory in the way is
     * merged with a tree, and an error for a file.
     *
     * <p>Kept are modes but for the set-user-id bit and its like, the time of the last change to the nanosecond, symbolic
     * links, hard links among the files of a tree, holes, and names that are no text in any character set. The files
     * belong to the caller, who may always write into the directories. Not kept are owners, extended attributes, access
     * control lists, capabilities and the times of last access. Devices, sockets and pipes are left out, and so is what
     * the kernel makes up ({@code /proc} and the like) below {@code source}. A file that changes while it is copied is an
     * error.
     *
     * <p>A guest cannot write outside {@code target}, whatever it sends: such an entry is an error. It can make the host
     * write 256 GiB at most, first in the cache directory. After a failure or an interrupt a tree may be there in part;
     * nothing else is left in the guest or on the host.
     *
     * @param source an absolute path of the guest
     * @param target a path of the host
     * @throws java.nio.file.NoSuchFileException if there is no source
     * @throws IOException if the source cannot be read, with the guest's words, or the target cannot be written
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    void copyOut(String source, Path target) throws IOException, InterruptedException;

    /**
     * Writes the bytes of a file of the guest to a stream, holes as zeros. The guest has sent all of them, to a file in
     * the cache directory, before the first is written.
     *
     * @param source an absolute path of the guest, where a file or a symbolic link to one is
     * @param target written to; neither flushed nor closed
     * @throws java.nio.file.NoSuchFileException if there is no source
     * @throws IOException if the source is no file or cannot be read, with the guest's words, or the target cannot be
     *     written
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    void copyOut(String source, OutputStream target) throws IOException, InterruptedException;

    /**
     * The last of what the guest's kernel printed.
     *
     * @return up to 64 KiB of text
     */
    String console();

    /**
     * Follows what the guest's kernel prints, from the oldest line that {@link #console} holds.
     *
     * @return a new stream, which works after the machine's end too
     */
    ConsoleStream consoleStream();

    /**
     * The management console of the guest's kernel.
     *
     * @return the console, always the same
     */
    ManagementConsole managementConsole();

    /**
     * Stops the whole guest, as it is: no process of it runs and no time of its CPU passes until {@link #resume}. Does
     * nothing to one that is paused. Meanwhile {@link #exec} and copies wait, and time-outs of commands pass; of
     * {@link #managementConsole} the questions work; and {@link #close} and {@link #reboot} do what they do to a running one,
     * for which they let it go on.
     *
     * @throws InterruptedException if the thread is interrupted; the machine may be paused all the same
     * @throws ManagementConsoleException if the kernel does not do it
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    default void pause() throws InterruptedException {
        managementConsole().stop();
    }

    /**
     * Lets a paused guest go on. Does nothing to one that runs.
     *
     * @throws InterruptedException if the thread is interrupted; the machine may go on all the same
     * @throws ManagementConsoleException if the kernel does not do it
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    default void resume() throws InterruptedException {
        managementConsole().go();
    }

    /**
     * Presses a magic sysrq key, as {@link ManagementConsole#sysrq} does.
     *
     * @param key a small letter or a digit; {@code h} lists them
     * @return what the kernel prints while it does it
     * @throws InterruptedException if the thread is interrupted
     * @throws ManagementConsoleException if the kernel does not do it, or it would kill it by a bug of its own
     * @throws GuestDiedException if the machine dies, of the key for one
     * @throws MachineClosedException if the machine is closed
     */
    default String sysrq(char key) throws InterruptedException {
        return managementConsole().sysrq(key);
    }

    /**
     * Waits until the machine is ready in some respect.
     *
     * @param ready what to wait for, and for how long: 60 seconds unless it says otherwise
     * @throws InterruptedException if the thread is interrupted
     * @throws ReadyTimeoutException if it takes too long
     * @throws ReadyUnsupportedException if this machine can never be ready so
     * @throws GuestDiedException if the machine dies, at once
     * @throws MachineClosedException if the machine is closed, at once
     */
    default void await(Ready ready) throws InterruptedException {
        Waiting.await(this, ready);
    }

    /**
     * What the machine uses, as the host sees it: the guest is not asked, and may be busy or paused.
     *
     * @return what is used now
     * @throws IOException if the host does not tell
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine has died: a dead one's numbers are gone with its processes
     * @throws MachineClosedException if the machine is closed
     */
    MachineMetrics metrics() throws IOException, InterruptedException;

    /**
     * A future of the machine's end: it completes normally when the machine was closed, exceptionally with
     * {@link GuestDiedException} when it ended by itself, or with what a {@link #reboot} failed with. Cancelling it does nothing to the machine.
     *
     * @return a new future
     */
    CompletableFuture<Void> onExit();

    /**
     * Whether the machine runs.
     *
     * @return false once it has ended or {@link #close} was called; true while it is being rebooted
     */
    boolean isAlive();

    /**
     * Powers the machine off in an orderly way, which writes its disks out, and starts its kernel again: same name, same
     * disk, same options, a network of its own once more. Disks that were plugged in, directories that were shared, and
     * everything in memory are gone. Commands that were running, and those that are started before the machine is up
     * again, fail with {@link MachineRebootedException}; {@link #onExit} does not complete, and {@link #console} goes on.
     * A call in the middle of a reboot waits for that one.
     *
     * <p>Power-off and boot together may take {@link Builder#bootTimeout}. A machine whose reboot fails or is interrupted
     * is dead: all that is left to do is to close it.
     *
     * @throws InterruptedException if the thread is interrupted
     * @throws BootException if the machine does not come up again
     * @throws GuestDiedException if it does not power off in time, or in order; or if it was dead before
     * @throws MachineClosedException if the machine is closed, before or meanwhile
     */
    void reboot() throws InterruptedException;

    /**
     * Powers the machine off and removes what was made for it: an orderly power-off first, which writes the guest's disks
     * out; then SIGTERM; then SIGKILL of every process of its session. Does nothing the second time; a second caller
     * waits for the first. An interrupted thread goes on cleaning up and keeps its interrupt. What cannot be removed is
     * logged and left to the next sweep.
     */
    @Override
    void close();

    /** Describes a machine. Not thread-safe; may be used for several machines. */
    interface Builder {

        /**
         * The image to boot. Required, here or with {@link #image(MachineImage)}.
         *
         * @param file a raw ext4 file system with 4 KiB blocks, which holds {@code /bin/sh} and {@code perl}
         * @return this builder
         */
        default Builder image(Path file) {
            return image(MachineImage.file(file));
        }

        /**
         * The image to boot. Required, here or with {@link #image(Path)}.
         *
         * @param image the image, acquired at boot and released when the machine ends
         * @return this builder
         */
        Builder image(MachineImage image);

        /**
         * Writes go to a throwaway overlay, and the image stays as it is. The default.
         *
         * @return this builder
         */
        Builder cow();

        /**
         * Writes go to an overlay that stays when the machine ends. It is made if there is none; it can be used with the
         * very same image only, and by one machine at a time.
         *
         * @param overlay the overlay's file; its path may not hold a comma or a colon
         * @return this builder
         */
        Builder cow(Path overlay);

        /**
         * Writes go to the image itself, which must not be in use by any other machine.
         *
         * @return this builder
         */
        Builder direct();

        /**
         * What the machine is connected to. Default: {@link Network#none()}.
         *
         * @param network the network
         * @return this builder
         */
        Builder network(Network network);

        /**
         * Mounts a tmpfs on the guest's {@code /tmp}, which holds as much as half the guest's memory. Default: off.
         *
         * @return this builder
         */
        Builder tmpfsTmp();

        /**
         * The guest's memory. The host gives it out as the guest touches it. Default: 512 MiB.
         *
         * @param size at least 32 MiB
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        Builder memory(ByteSize size);

        /**
         * The guest's host name. Default: {@code uml}.
         *
         * @param name letters, digits, dots and hyphens, at most 64
         * @return this builder
         * @throws IllegalArgumentException if it is no host name
         */
        Builder hostname(String name);

        /**
         * The CPU to run on. Default: {@link CpuPlacement#leastUsed()}.
         *
         * @param placement where
         * @return this builder
         */
        Builder placement(CpuPlacement placement);

        /**
         * Whether there is room for the machine, and how long it waits if not. The wait can be interrupted, ends with the
         * cancellation of {@link #bootAsync}, and is no part of {@link #bootTimeout}. Default:
         * {@link Admission#byMemory()}.
         *
         * @param admission the policy
         * @return this builder
         */
        Builder admission(Admission admission);

        /**
         * The kernel to boot. Default: {@link UmlKernel#locate()}.
         *
         * @param kernel the kernel
         * @return this builder
         */
        Builder kernel(UmlKernel kernel);

        /**
         * Adds a word to the kernel command line, before those that the library needs.
         *
         * @param argument one word
         * @return this builder
         * @throws IllegalArgumentException if it holds white space, a quote or a NUL character, or is {@code --}
         */
        Builder kernelArgument(String argument);

        /**
         * How long the boot may take, not counting the time to acquire the image and to wait for {@link #admission}.
         * Default: 60 seconds.
         *
         * @param timeout the limit, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        Builder bootTimeout(Duration timeout);

        /**
         * Gets every line that the kernel prints, from the first on, whether the boot succeeds or not. Lines are passed
         * one at a time and in order, by one thread for each consumer, which may take its time: one that falls behind
         * by more than 64 KiB gets {@code [N lines missed]} in place of what it missed. A consumer that fails is logged,
         * and gets the next line all the same. {@link UmlMachine#close} waits up to a second for the last lines to be
         * taken. May be called several times, for several consumers. Default: none.
         *
         * @param consumer the consumer; gets lines without white space at their ends
         * @return this builder
         */
        Builder onConsole(Consumer<? super String> consumer);

        /**
         * Gets what the kernel tells the host: that its management console answers, a panic, a hang that the guest's
         * watchdog saw, and what root in the guest writes to {@code /proc/mconsole}. Notifications are passed one at a
         * time and in order, by a thread that serves nothing else; one that waits for more than 1,000 others is dropped,
         * and counted in {@link MachineNotification.Missed}. A consumer that fails is logged, and gets the next one all
         * the same. May be called several times, for several consumers. Default: none.
         *
         * @param consumer the consumer
         * @return this builder
         */
        Builder onNotification(Consumer<? super MachineNotification> consumer);

        /**
         * Boots the machine and waits until it answers.
         *
         * @return the machine
         * @throws InterruptedException if the thread is interrupted; nothing is left of the machine
         * @throws HostException if the host lacks something
         * @throws PlacementException if the chosen CPU is none that this program may use
         * @throws AdmissionException if there is no room for the machine
         * @throws BootException if the machine does not come up; nothing is left of it
         * @throws IllegalStateException if no image was set
         */
        UmlMachine boot() throws InterruptedException;

        /**
         * Boots the machine in the background. Cancelling the future ends the boot; whoever gets the machine closes it.
         *
         * @return a future that completes as {@link #boot} does
         */
        CompletableFuture<UmlMachine> bootAsync();
    }
}

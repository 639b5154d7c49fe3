package io.umlmachine;

import io.umlmachine.internal.machine.MachineBuilder;
import io.umlmachine.internal.ready.Waiting;
import io.umlmachine.internal.terminal.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
     * @throws InterruptedException if the thread is interrupted; the command and what it started are killed
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
     * @throws InterruptedException if the thread is interrupted; the command and what it started are killed
     * @throws CommandStartException if it cannot be started, or its standard input cannot be read
     * @throws CommandTimeoutException if it runs longer than {@link Command#timeout()}
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    ExecResult exec(Command command) throws InterruptedException;

    /**
     * Starts a command in the guest and returns while it runs. What its {@link Command#stdin()} holds is sent to it; after
     * its {@link Command#timeout()} it is killed, and whoever waits for it gets a {@link CommandTimeoutException}.
     *
     * @param command what to run, and how
     * @return the running command
     * @throws InterruptedException if the thread is interrupted before the command has started
     * @throws CommandStartException if it cannot be started, or its standard input cannot be opened
     * @throws GuestDiedException if the machine dies
     * @throws MachineRebootedException if the machine is rebooted
     * @throws MachineClosedException if the machine is closed
     */
    GuestProcess start(Command command) throws InterruptedException;

    /**
     * Lets a person work in the guest: runs root's login shell on a terminal of the host, and waits for its end.
     *
     * <pre>{@code
     * vm.attach(Terminal.system());
     * }</pre>
     *
     * @param terminal the terminal; its old mode is restored in any case
     * @return how the shell ended
     * @throws IOException if the terminal cannot be used
     * @throws InterruptedException if the thread is interrupted; the shell and its jobs are killed
     * @throws GuestDiedException if the machine dies
     * @throws MachineRebootedException if the machine is rebooted
     * @throws MachineClosedException if the machine is closed
     */
    default ExitStatus attach(Terminal terminal) throws IOException, InterruptedException {
        return attach(terminal, Attachment.login());
    }

    /**
     * Runs a command on a terminal of the host, and waits for its end. The guest's pseudo-terminal has the size of the
     * host's, and follows it; {@code TERM} is the host's type, unless the command sets it.
     *
     * @param terminal the terminal; its old mode is restored in any case
     * @param command what to run; a standard input of its own is not allowed
     * @return how it ended
     * @throws IllegalArgumentException if the command brings a standard input
     * @throws IOException if the terminal cannot be used; the command is killed
     * @throws InterruptedException if the thread is interrupted; the command and what it started are killed
     * @throws CommandStartException if it cannot be started; the terminal is not touched then
     * @throws CommandTimeoutException if it runs longer than {@link Command#timeout()}
     * @throws GuestDiedException if the machine dies
     * @throws MachineRebootedException if the machine is rebooted
     * @throws MachineClosedException if the machine is closed
     */
    default ExitStatus attach(Terminal terminal, Command command) throws IOException, InterruptedException {
        return Attachment.run(this, terminal, command);
    }

    /**
     * Reads a small file of the guest: {@link #read(String, ByteSize)} with a limit of 16 MiB.
     *
     * @param path an absolute path of the guest
     * @return the file's bytes
     * @throws IOException as {@link #read(String, ByteSize)}
     * @throws InterruptedException if the thread is interrupted
     */
    default byte[] read(String path) throws IOException, InterruptedException {
        return read(path, ByteSize.mebibytes(16));
    }

    /**
     * Reads a small file of the guest into memory. It comes over the machine's line and no process is started for it,
     * which takes milliseconds; large files, and trees, are for {@link #copyOut}. A file of {@code /proc}, whose size is
     * not known beforehand, can be read, and so can a device as far as it ends.
     *
     * @param path an absolute path of the guest
     * @param limit how large it may be, below 2 GiB
     * @return the file's bytes
     * @throws IllegalArgumentException if the path is not absolute, or the limit is too large
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws java.nio.file.AccessDeniedException if the guest's kernel does not let root read it
     * @throws java.nio.file.FileSystemException if it is larger than the limit, or a directory, or cannot be read
     * @throws IOException as described above
     * @throws InterruptedException if the thread is interrupted
     * @throws GuestDiedException if the machine dies
     * @throws MachineRebootedException if the machine is rebooted
     * @throws MachineClosedException if the machine is closed
     */
    byte[] read(String path, ByteSize limit) throws IOException, InterruptedException;

    /**
     * Reads a small text file of the guest.
     *
     * @param path an absolute path of the guest
     * @return its text, decoded as UTF-8, malformed bytes replaced
     * @throws IOException as {@link #read(String, ByteSize)}, with a limit of 16 MiB
     * @throws InterruptedException if the thread is interrupted
     */
    default String readString(String path) throws IOException, InterruptedException {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    /**
     * Writes a small file of the guest over the machine's line, at some 1.5 MB a second; large files, and trees, are for
     * {@link #copyIn}. Parents are made. Whoever opens the file in the guest gets the old one or the new one, nothing in
     * between: it is written under another name and renamed. A symbolic link is followed. An old file keeps its owner and
     * mode; a new one is root's, with mode 0644. A device, or a file of {@code /proc} or {@code /sys}, is written as it
     * is, in one piece.
     *
     * @param path an absolute path of the guest
     * @param content what it will hold, at most 16 MiB
     * @throws IllegalArgumentException if the path is not absolute
     * @throws java.nio.file.AccessDeniedException if the guest's kernel does not let root write it
     * @throws java.nio.file.FileSystemException if there is no room, the path is a directory, or the content too large
     * @throws IOException as described above
     * @throws InterruptedException if the thread is interrupted; the file is as it was, or holds all of the content
     * @throws GuestDiedException if the machine dies
     * @throws MachineRebootedException if the machine is rebooted
     * @throws MachineClosedException if the machine is closed
     */
    void write(String path, byte[] content) throws IOException, InterruptedException;

    /**
     * Writes a small file of the guest with a mode of its own; as {@link #write(String, byte[])} in everything else.
     *
     * @param path an absolute path of the guest
     * @param content what it will hold, at most 16 MiB
     * @param mode its permissions, whatever an old file had
     * @throws IOException as {@link #write(String, byte[])}
     * @throws InterruptedException if the thread is interrupted
     */
    void write(String path, byte[] content, Set<PosixFilePermission> mode) throws IOException, InterruptedException;

    /**
     * Writes a small text file of the guest, as UTF-8; as {@link #write(String, byte[])} in everything else.
     *
     * @param path an absolute path of the guest
     * @param content what it will hold
     * @throws IOException as {@link #write(String, byte[])}
     * @throws InterruptedException if the thread is interrupted
     */
    default void write(String path, String content) throws IOException, InterruptedException {
        write(path, content.getBytes(StandardCharsets.UTF_8));
    }

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
     * Makes an image of the disk that the machine booted from, as it is now, while the machine goes on. What the guest had
     * written is in it, also what it had not written out yet; what it writes later is not. The file system is clean: it
     * needs no repair, and no journal is replayed. The image is one flat file, which shares its blocks with the machine's
     * own image where the host's file system can.
     *
     * <p>Who writes to the guest's disk waits while that is copied which the guest has changed since its boot: it is frozen
     * as by fsfreeze(8), and thawed on every way out of here, also if this program is killed. A guest that holds its root
     * file system frozen already is an error. Other disks are not part of it. One snapshot of a machine is made at a time;
     * others wait.
     *
     * @return the image, which is removed when it is closed, unless it was {@linkplain DiskImage#keep kept}
     * @throws IOException if the guest cannot be frozen, or the host has no room
     * @throws InterruptedException if the thread is interrupted; there is no image then
     * @throws GuestDiedException if the machine dies
     * @throws MachineClosedException if the machine is closed
     */
    DiskImage snapshot() throws IOException, InterruptedException;

    /**
     * The machine's network.
     *
     * @return what can be asked of it and done with it while the machine runs
     */
    MachineNetwork network();

    /**
     * The host's port behind which there is a TCP port of the guest; short for {@code network().mappedPort(guestPort)}.
     *
     * @param guestPort the guest's port
     * @return the host's port
     * @throws IllegalArgumentException if none is forwarded to it, naming those that are
     */
    default int mappedPort(int guestPort) {
        return network().mappedPort(guestPort);
    }

    /**
     * Adds a disk to the running machine. The guest sees a new block device, and mounts nothing by itself.
     *
     * @param disk what to add
     * @return the disk, which is unplugged by closing it, or goes with the machine
     * @throws DiskInUseException if another machine has it, or this one
     * @throws IOException if it cannot be read, or used as described
     * @throws InterruptedException if the thread is interrupted; the disk is not there then
     * @throws IllegalStateException if the machine has 13 extra disks
     * @throws MachineClosedException if the machine is closed
     */
    AttachedDisk plug(Disk disk) throws IOException, InterruptedException;

    /**
     * The disks that were added with {@link Builder#disk} or {@link #plug} and are there now.
     *
     * @return a list in the order of their devices, empty once the machine is closed
     */
    List<AttachedDisk> disks();

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
         * @param overlay the overlay's file; {@link CowFile} inspects and merges it once the machine is closed
         * @return this builder
         */
        Builder cow(Path overlay);

        /**
         * Writes go to a throwaway overlay in the host's memory. It takes as much of it as the guest has written so far, at
         * most the size of the image, beside the guest's own memory; a tmpfs, {@code /dev/shm} as a rule, must have the
         * room, or the guest sees errors of its disk. For a guest that writes much and a host whose disks are slow.
         *
         * @return this builder
         */
        Builder cowInMemory();

        /**
         * Writes go to the image itself, which must not be in use by any other machine.
         *
         * @return this builder
         */
        Builder direct();

        /**
         * Adds a disk. The first one is {@code /dev/ubdc} in the guest, the next one {@code /dev/ubdd}, and so on; {@link
         * UmlMachine#disks} tells. The guest mounts nothing by itself.
         *
         * @param disk what to add
         * @return this builder
         * @throws IllegalStateException if there are 13 of them, which is as many as there can be
         */
        Builder disk(Disk disk);

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
         * What is PID 1 of the guest. Default: {@link Init#AGENT}.
         *
         * @param init the agent, or an init of the image
         * @return this builder
         */
        Builder init(Init init);

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
         * Lets the kernel catch the guest's system calls with seccomp instead of ptrace, which makes system calls and
         * forks up to twice as fast. Default: off.
         *
         * <p><b>For trusted guests only.</b> As the kernel's own help warns, any program in the guest, not only root's,
         * can then read and write all of the guest's physical memory, so that it is root in the guest when it likes; and
         * it can keep the guest's timer from interrupting it. The stacks and tables of the guest's kernel lie in that memory:
         * count on a hostile program taking over the kernel, which is a process of your user on the host.
         *
         * <p>Kernels have it from 6.16 on, see {@link UmlKernel.Feature#SECCOMP_MODE}; with another kernel the boot is
         * refused with a {@link KernelException} before anything is started.
         *
         * @return this builder
         */
        Builder seccomp();

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
         * @throws KernelException if the kernel lacks something that was asked for
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

package io.umlmachine.internal.machine;

import io.umlmachine.Disk;
import io.umlmachine.DiskInUseException;
import io.umlmachine.internal.disk.DiskLetters;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.mconsole.Mconsole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The extra disks of a machine, from its boot or plugged in since. They outlast the runs of its kernel: one that is
 * rebooted has them on its command line. Thread-safe.
 */
final class MachineDisks implements AutoCloseable {

    /** One letter stays for copying files. */
    static final int MOST = DiskLetters.COUNT - 1;

    private final OwnedDirectory directory;
    private final Mconsole console;
    private final Map<Character, DiskFiles> attached = new TreeMap<>();

    /** Those of attached disks, and of disks that are being plugged in. */
    private final Set<Character> taken = new TreeSet<>();

    private DiskLetters letters = new DiskLetters();
    private int disks;
    private boolean closed;

    private MachineDisks(OwnedDirectory directory) {
        this.directory = directory;
        this.console = new Mconsole(
                directory.path().resolve("md"),
                directory.path().resolve(directory.name()).resolve("mconsole"));
    }

    /** Prepares the disks that a machine boots with; if that fails, nothing is left of them. */
    static MachineDisks prepare(List<Disk> disks, OwnedDirectory directory) throws IOException, InterruptedException {
        MachineDisks prepared = new MachineDisks(directory);
        try {
            for (Disk disk : disks) {
                char letter = prepared.reserve();
                prepared.attached.put(letter, DiskFiles.open(disk, letter, directory));
            }
            return prepared;
        } catch (IOException | InterruptedException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    /** What the kernel is told of the disks that are attached now. */
    synchronized List<String> kernelArguments() {
        return attached.values().stream().map(DiskFiles::words).toList();
    }

    /** The letters that copies may use in the next run of the kernel, in which nothing else is plugged in yet. */
    synchronized DiskLetters nextRun() {
        letters = new DiskLetters(taken);
        return letters;
    }

    /** The disks that are attached now, in the order of their letters. */
    synchronized List<DiskFiles> attached() {
        return new ArrayList<>(attached.values());
    }

    synchronized boolean isAttached(DiskFiles files) {
        return attached.get(files.letter()) == files;
    }

    /**
     * Adds a disk to the running machine.
     *
     * @throws IllegalStateException if it has as many as it can
     */
    DiskFiles plug(Disk disk) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before a disk was plugged in");
        }
        char letter = reserve();
        DiskFiles files = null;
        boolean done = false;
        try {
            files = DiskFiles.open(disk, letter, directory);
            config(files);
            synchronized (this) {
                if (closed) {
                    throw new IOException("The machine " + directory.name() + " was closed");
                }
                attached.put(letter, files);
            }
            done = true;
            return files;
        } finally {
            if (!done) {
                if (files != null) {
                    files.close();
                }
                free(letter);
            }
        }
    }

    private void config(DiskFiles files) throws IOException, InterruptedException {
        try {
            console.request("config " + files.words());
        } catch (InterruptedException e) {
            // Whether the kernel has heard of it is not known.
            Interrupts.defer(() -> removeQuietly(files.letter(), e));
            throw e;
        }
    }

    private void removeQuietly(char letter, InterruptedException reason) {
        try {
            console.unplug(letter);
        } catch (IOException | InterruptedException e) {
            reason.addSuppressed(e);
        }
    }

    /** Takes a letter, for which it waits while copies use all of those that are left. */
    private char reserve() throws InterruptedException {
        synchronized (this) {
            if (disks == MOST) {
                throw new IllegalStateException("A machine can have " + MOST + " extra disks, and " + directory.name()
                        + " has them; unplug one first");
            }
            disks++;
        }
        try {
            while (true) {
                DiskLetters from = letters();
                char letter = from.take();
                synchronized (this) {
                    if (from == letters) {
                        taken.add(letter);
                        return letter;
                    }
                }
                // The machine was rebooted meanwhile; those letters are of the past.
            }
        } catch (InterruptedException e) {
            synchronized (this) {
                disks--;
            }
            throw e;
        }
    }

    private synchronized DiskLetters letters() {
        return letters;
    }

    private synchronized void free(char letter) {
        disks--;
        taken.remove(letter);
        letters.giveBack(letter);
    }

    /**
     * Takes a disk from the running machine; does nothing if it is not there. An interrupt is kept for later.
     *
     * @param alive whether the machine runs, by which a failure is judged
     * @throws DiskInUseException if the guest has it open
     */
    synchronized void unplug(DiskFiles files, BooleanSupplier alive) throws IOException {
        if (!isAttached(files)) {
            return;
        }
        try {
            Interrupts.defer(() -> remove(files));
        } catch (DiskInUseException e) {
            throw e;
        } catch (IOException e) {
            if (alive.getAsBoolean()) {
                throw e;
            }
        }
        attached.remove(files.letter());
        files.close();
        free(files.letter());
    }

    private void remove(DiskFiles files) throws IOException {
        try {
            console.unplug(files.letter());
        } catch (InterruptedException e) {
            // It came after the interrupts had been put off.
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while unplugging /dev/ubd" + files.letter() + "; try again", e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("currently open")) {
                throw new DiskInUseException(
                        "/dev/ubd" + files.letter(),
                        "is open in the guest, because a file system on it is mounted or a program uses it; unmount it"
                                + " first");
            }
            throw e;
        }
    }

    /** Gives up all of them. No kernel may run any more. Does nothing the second time. */
    @Override
    public synchronized void close() {
        closed = true;
        attached.values().forEach(DiskFiles::close);
        attached.clear();
    }
}

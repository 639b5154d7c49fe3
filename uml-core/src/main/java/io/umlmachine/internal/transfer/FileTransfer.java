package io.umlmachine.internal.transfer;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.mconsole.Mconsole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies files between the host and one guest. An archive crosses as a disk that is plugged in for it, because the
 * guest's line takes a byte a system call and a disk about a gigabyte a second. Thread-safe.
 */
public final class FileTransfer {

    /** What a disk for copying out can hold; the file is sparse and takes what is written only. */
    private static final ByteSize OUT_LIMIT = ByteSize.gibibytes(256);

    /** In units of 512 bytes: larger requests to the disk are faster. */
    private static final String BLOCKING = "--blocking-factor=256";

    private static final Logger LOG = LoggerFactory.getLogger(FileTransfer.class);

    private final UmlMachine machine;
    private final OwnedDirectory directory;
    private final Mconsole console;
    private final DiskLetters letters = new DiskLetters();
    private final AtomicInteger counter = new AtomicInteger();
    private @Nullable Path spool;

    /** A transfer for a machine, with its directory and its management console. */
    public FileTransfer(UmlMachine machine, OwnedDirectory directory, Mconsole console) {
        this.machine = machine;
        this.directory = directory;
        this.console = console;
    }

    /** Makes {@code target} in the guest what {@code source} is on the host. */
    public void copyIn(Path source, String target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(target);
        Path real = source.toRealPath();
        boolean tree = Files.isDirectory(real);
        if (path.isRoot() && !tree) {
            throw new IOException("Only a directory can be copied to /, not " + source);
        }
        Path archive = newSpoolFile();
        try {
            TreeArchiver.write(real, tree ? "." : path.name(), archive);
            String into = tree ? path.toString() : path.parent();
            run(Command.of("mkdir", "-p", "--", into), "make " + into + " in the guest");
            withDisk(
                    archive,
                    true,
                    device -> run(
                            Command.of(
                                    "tar",
                                    "--extract",
                                    "--file=" + device,
                                    BLOCKING,
                                    "--directory=" + into,
                                    "--numeric-owner",
                                    "--preserve-permissions"),
                            "unpack " + source + " to " + target + " in the guest"));
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** Makes {@code target} on the host what {@code source} is in the guest. */
    public void copyOut(String source, Path target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(source);
        if (machine.exec("test", "-e", path.toString()).exitCode() != 0) {
            throw new NoSuchFileException(source, null, "not in the guest");
        }
        Path archive = newSpoolFile();
        try {
            try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
                file.setLength(OUT_LIMIT.bytes());
            }
            withDisk(
                    archive,
                    false,
                    device -> run(
                            Command.of(
                                    "tar",
                                    "--create",
                                    "--file=" + device,
                                    BLOCKING,
                                    "--directory=" + path.parent(),
                                    "--numeric-owner",
                                    "--",
                                    "./" + path.name()),
                            "pack " + source + " in the guest"));
            TreeExtractor.extract(archive, path.name(), target.toAbsolutePath());
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private interface DiskUse {
        void run(String device) throws IOException, InterruptedException;
    }

    private void withDisk(Path file, boolean readOnly, DiskUse use) throws IOException, InterruptedException {
        char letter = letters.take();
        boolean free = true;
        try {
            console.plug(letter, file, readOnly);
            free = false;
            use.run("/dev/ubd" + letter);
        } finally {
            // A letter whose disk the guest still holds, after a failure, must not be given out again.
            if (free || unplug(letter)) {
                letters.giveBack(letter);
            }
        }
    }

    private boolean unplug(char letter) throws InterruptedException {
        try {
            console.unplug(letter);
            return true;
        } catch (IOException e) {
            LOG.warn("The disk {} stays in {}: {}", letter, machine, e.getMessage());
            return false;
        }
    }

    private void run(Command command, String what) throws IOException, InterruptedException {
        ExecResult result = machine.exec(command);
        if (!result.success()) {
            throw new IOException("Cannot " + what + ": " + result.status() + "\n"
                    + result.stderr().strip());
        }
    }

    private synchronized Path newSpoolFile() throws IOException {
        if (spool == null) {
            Path made = Directories.cache().resolve("spool").resolve(directory.name());
            directory.own(made);
            spool = Files.createDirectories(made);
        }
        return spool.resolve(counter.incrementAndGet() + ".tar");
    }
}

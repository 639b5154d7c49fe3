package io.umlmachine.internal.transfer;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.disk.DiskLetters;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.mconsole.Mconsole;
import io.umlmachine.internal.transfer.FileFacts.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Copies files between the host and one guest. They cross as disks that are plugged in for it, because the guest's line
 * takes a byte a system call and a disk about a gigabyte a second. A tree crosses as an archive; a single file is such a
 * disk itself, and into the guest even the very file that is copied. Thread-safe.
 */
public final class FileTransfer {

    /** What a disk for copying out can hold; the file is sparse and takes what is written only. */
    private static final ByteSize OUT_LIMIT = ByteSize.gibibytes(256);

    /**
     * Makes a directory, in place of a file if there is one, and unpacks an archive in it with blocks of 1 MiB. A fork costs a
     * guest tens of milliseconds, so there is none unless the directory has to be made.
     */
    private static final String UNPACK = """
            [ -d "$2" ] || { rm -f -- "$2" && mkdir -p -- "$2"; } || exit
            exec tar --extract --file="$1" --blocking-factor=2048 --directory="$2" \
            --numeric-owner --same-owner --preserve-permissions --absolute-names
            """;

    /** The mode and owner of a file that comes from a stream. */
    private static final int STREAM_MODE = 0644;

    private static final int BUFFER = 256 * 1024;

    /** How long a machine that failed to answer may take to turn out dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UmlMachine machine;
    private final Spool spool;
    private final TransferDisks disks;

    /** A transfer for a machine; its directory, its management console and the letters are the machine's. */
    public FileTransfer(UmlMachine machine, OwnedDirectory directory, Mconsole console, DiskLetters letters) {
        this.machine = machine;
        this.spool = new Spool(machine, directory);
        this.disks = new TransferDisks(machine, console, letters, directory.path());
    }

    /** Makes {@code target} in the guest what {@code source} is on the host. */
    public void copyIn(Path source, String target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(target);
        attempt(() -> {
            Path real = source.toRealPath();
            FileFacts facts = FileFacts.of(real);
            switch (facts.type()) {
                case DIRECTORY -> copyTreeIn(real, path);
                case FILE -> copyFileIn(real, facts, path);
                default -> throw new IOException("Cannot copy " + source + ": it is neither a file nor a directory");
            }
        });
    }

    /** Makes {@code target} a file of the guest that holds what {@code source} does. */
    public void copyIn(InputStream source, String target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(target);
        Metadata metadata = new Metadata(STREAM_MODE, 0, 0, Instant.now());
        attempt(() -> spool.lend(file -> receive(IncomingFile.of(source, metadata, file), path)));
    }

    private void copyTreeIn(Path source, GuestPath target) throws IOException, InterruptedException {
        spool.lend(archive -> {
            TreeArchiver.write(source, archive);
            disks.reading(archive, device -> unpack(device, source, target));
        });
    }

    private ExecResult unpack(String device, Path source, GuestPath target) throws IOException, InterruptedException {
        ExecResult result = machine.exec("sh", "-c", UNPACK, "sh", device, target.toString());
        if (result.success()) {
            return result;
        }
        // How full the file system is is worth more than tar's word that it wrote a part of the bytes only.
        ExecResult room = machine.exec("sh", "-c", "df -P -- \"$0\"", target.toString());
        throw failure(result, "unpack " + source + " to " + target + " in the guest", result.stderr() + room.stdout());
    }

    private void copyFileIn(Path source, FileFacts facts, GuestPath target) throws IOException, InterruptedException {
        spool.lend(file -> {
            receive(IncomingFile.of(source, facts, file), target);
            facts.requireUnchanged(source);
        });
    }

    private void receive(IncomingFile file, GuestPath target) throws IOException, InterruptedException {
        if (target.isRoot()) {
            throw new IOException("Only a directory can be copied to /");
        }
        String what = "make " + target + " in the guest";
        if (file.data().isEmpty()) {
            run(file.command("", target), what);
        } else {
            disks.reading(file.disk(), device -> run(file.command(device, target), what));
        }
    }

    /** Makes {@code target} on the host what {@code source} is in the guest. */
    public void copyOut(String source, Path target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(source);
        Path absolute = target.toAbsolutePath();
        attempt(() -> spool.lend(file -> {
            Sent sent = send(path, false, file);
            if (sent.isFile()) {
                ReceivedFile.place(file, sent, absolute);
            } else {
                TreeExtractor.extract(file, sent.size(), path.name(), absolute);
            }
        }));
    }

    /** Writes the contents of {@code source}, a file of the guest, to {@code target}. */
    public void copyOut(String source, OutputStream target) throws IOException, InterruptedException {
        GuestPath path = GuestPath.of(source);
        attempt(() -> spool.lend(file -> {
            Sent sent = send(path, true, file);
            HostFiles.setSize(file, sent.size());
            try (InputStream content = Files.newInputStream(file)) {
                byte[] buffer = new byte[BUFFER];
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    target.write(buffer, 0, count);
                }
            }
        }));
    }

    private Sent send(GuestPath source, boolean content, Path file) throws IOException, InterruptedException {
        Files.createFile(file, HostFiles.PRIVATE);
        HostFiles.setSize(file, OUT_LIMIT.bytes());
        ExecResult result = disks.writing(file, device -> {
            Command command = GuestScript.SEND.command(
                    device, source.parent(), source.name(), content ? "1" : "0", Long.toString(OUT_LIMIT.bytes()));
            ExecResult sent = machine.exec(command);
            if (sent.exitCode() == GuestScript.NO_SUCH_FILE) {
                throw new NoSuchFileException(source.toString(), null, "not in the guest");
            }
            return requireSuccess(sent, "read " + source + " in the guest");
        });
        return Sent.parse(result.stdout(), OUT_LIMIT.bytes());
    }

    private ExecResult run(Command command, String what) throws IOException, InterruptedException {
        return requireSuccess(machine.exec(command), what);
    }

    private static ExecResult requireSuccess(ExecResult result, String what) throws IOException {
        if (!result.success()) {
            throw failure(result, what, result.stderr());
        }
        return result;
    }

    private static IOException failure(ExecResult result, String what, String words) {
        return new IOException("Cannot " + what + ": " + result.status() + "\n" + words.strip());
    }

    private interface Copy {
        void run() throws IOException, InterruptedException;
    }

    /** Copies, and tells apart why it fails: because of an interrupt, because the machine ended, or because of files. */
    private void attempt(Copy copy) throws IOException, InterruptedException {
        try {
            copy.run();
        } catch (ClosedByInterruptException e) {
            // The channels of the JDK keep the interrupt set; an InterruptedException stands for it.
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("Interrupted while copying");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            requireMachine();
            throw e;
        }
    }

    /** Throws why the machine ended, if it did. */
    private void requireMachine() throws InterruptedException {
        try {
            machine.exec(Command.of("true").timeout(PATIENCE));
        } catch (CommandTimeoutException e) {
            // It lives, if slowly.
            return;
        }
    }
}

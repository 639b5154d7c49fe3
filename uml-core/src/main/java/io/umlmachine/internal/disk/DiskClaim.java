package io.umlmachine.internal.disk;

import io.umlmachine.DiskInUseException;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on a disk's file, against the kernels of other machines, which lock what they have open, and against other
 * claims. It belongs to the open file, so that whatever else this program does with the file does not drop it.
 * Thread-safe.
 */
public final class DiskClaim implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskClaim.class);

    private final DiskFile file;

    private DiskClaim(DiskFile file) {
        this.file = file;
    }

    /** Claims a file to write it: nobody else may even read it as a disk. */
    public static DiskClaim exclusive(Path file) throws IOException {
        return claim(DiskFile.write(file), true);
    }

    /** Claims a file to read it: nobody may write it. */
    public static DiskClaim shared(Path file) throws IOException {
        return claim(DiskFile.read(file), false);
    }

    private static DiskClaim claim(DiskFile file, boolean exclusive) throws IOException {
        try {
            lock(file, exclusive);
            return new DiskClaim(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Locks a file for as long as it is open. */
    static void lock(DiskFile file, boolean exclusive) throws DiskInUseException, IOException {
        if (!file.tryLock(exclusive)) {
            throw new DiskInUseException(
                    file.path().toString(),
                    "is in use: another machine has it, or the same one as another of its disks; only a file that nobody"
                            + " writes can have several users");
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Could not close {}", file.path(), e);
        }
    }
}

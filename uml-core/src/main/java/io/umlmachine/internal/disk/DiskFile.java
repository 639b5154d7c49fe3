package io.umlmachine.internal.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.internal.unix.PathBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * An open file of which large parts may be holes. Not interruptible, unlike a channel. Its locks belong to the open file,
 * not to this program; closing it drops the program's own locks on the same file nonetheless. For one thread.
 */
final class DiskFile implements AutoCloseable {

    /** {@code struct flock}: type, whence, 4 bytes of padding, start, length, pid and padding. */
    private static final int FLOCK_SIZE = 32;

    private final Path path;
    private final int descriptor;
    private boolean closed;

    private DiskFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /** Opens a file that is there, to read it. */
    static DiskFile read(Path path) throws IOException {
        return open(path, LibC.O_RDONLY, 0);
    }

    /** Opens a file that is there, to read and write it. */
    static DiskFile write(Path path) throws IOException {
        return open(path, LibC.O_RDWR, 0);
    }

    /** Makes a file. */
    static DiskFile create(Path path, int mode) throws IOException {
        return open(path, LibC.O_RDWR | LibC.O_CREAT | LibC.O_EXCL, mode);
    }

    /** Makes a file without a name in a directory, which the file system may not be able to do. */
    static DiskFile createUnnamed(Path directory, int mode) throws IOException {
        return open(directory, LibC.O_RDWR | LibC.O_TMPFILE, mode);
    }

    private static DiskFile open(Path path, int flags, int mode) throws IOException {
        try {
            return new DiskFile(path, LibC.open(PathBytes.terminated(path), flags | LibC.O_CLOEXEC, mode));
        } catch (LastErrorException e) {
            throw switch (e.getErrorCode()) {
                case LibC.ENOENT -> new NoSuchFileException(path.toString());
                case LibC.EEXIST -> new FileAlreadyExistsException(path.toString());
                case LibC.EACCES -> new AccessDeniedException(path.toString());
                default -> failure("open", path, e);
            };
        }
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        try {
            return LibC.lseek(descriptor, 0, LibC.SEEK_END);
        } catch (LastErrorException e) {
            throw failure("find the size of", path, e);
        }
    }

    void truncate(long size) throws IOException {
        try {
            LibC.ftruncate(descriptor, size);
        } catch (LastErrorException e) {
            throw failure("set the size of", path, e);
        }
    }

    void mode(int mode) throws IOException {
        try {
            LibC.fchmod(descriptor, mode);
        } catch (LastErrorException e) {
            throw failure("set the mode of", path, e);
        }
    }

    /** The first offset, from one on, that is not in a hole; empty if there is none. */
    OptionalLong nextData(long from) throws IOException {
        try {
            return OptionalLong.of(LibC.lseek(descriptor, from, LibC.SEEK_DATA));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.ENXIO) {
                return OptionalLong.empty();
            }
            throw failure("find the data of", path, e);
        }
    }

    /** The first offset, from one before the end on, that is in a hole; the file's size if there is none. */
    long nextHole(long from) throws IOException {
        try {
            return LibC.lseek(descriptor, from, LibC.SEEK_HOLE);
        } catch (LastErrorException e) {
            throw failure("find the holes of", path, e);
        }
    }

    /** Reads up to as many bytes; 0 at the end of the file. */
    int read(long offset, Memory buffer, int count) throws IOException {
        while (true) {
            try {
                return (int) LibC.pread(descriptor, buffer, count, offset);
            } catch (LastErrorException e) {
                retryOrFail("read", e);
            }
        }
    }

    /** Reads up to as many bytes from an offset; fewer at the end of the file only. */
    byte[] read(long offset, int count) throws IOException {
        try (Memory buffer = LibC.memory(Math.max(1, count))) {
            int done = 0;
            byte[] bytes = new byte[count];
            while (done < count) {
                int read = read(offset + done, buffer, count - done);
                if (read == 0) {
                    return Arrays.copyOf(bytes, done);
                }
                buffer.read(0, bytes, done, read);
                done += read;
            }
            return bytes;
        }
    }

    /** Writes all of some bytes. */
    void write(long offset, byte[] bytes) throws IOException {
        try (Memory buffer = LibC.memory(Math.max(1, bytes.length))) {
            buffer.write(0, bytes, 0, bytes.length);
            write(offset, buffer, bytes.length);
        }
    }

    void write(long offset, Memory buffer, int count) throws IOException {
        int done = 0;
        while (done < count) {
            try {
                done += (int) LibC.pwrite(descriptor, buffer.share(done), count - done, offset + done);
            } catch (LastErrorException e) {
                retryOrFail("write", e);
            }
        }
    }

    /** Makes a range read as zeros, and a hole if the file system can. */
    void clear(long offset, long length) throws IOException {
        try {
            LibC.fallocate(descriptor, LibC.FALLOC_FL_PUNCH_HOLE | LibC.FALLOC_FL_KEEP_SIZE, offset, length);
        } catch (LastErrorException e) {
            byte[] zeros = new byte[(int) Math.min(length, 64 * 1024)];
            for (long done = 0; done < length; done += zeros.length) {
                long left = length - done;
                write(offset + done, left < zeros.length ? new byte[(int) left] : zeros);
            }
        }
    }

    /**
     * Lets this file share another one's contents, all of them.
     *
     * @return false if the file system cannot
     */
    boolean reflink(DiskFile source) {
        try {
            LibC.ioctl(descriptor, LibC.FICLONE, source.descriptor);
            return true;
        } catch (LastErrorException e) {
            return false;
        }
    }

    /**
     * Takes a lock on the whole file, against every other open file that has one, the kernels of machines included.
     *
     * @param exclusive whether others may not even read under a lock; only for a file that was opened to be written
     * @return false if someone else holds one that forbids it
     */
    boolean tryLock(boolean exclusive) throws IOException {
        byte[] flock = ByteBuffer.allocate(FLOCK_SIZE)
                .order(ByteOrder.nativeOrder())
                .putShort(exclusive ? LibC.F_WRLCK : LibC.F_RDLCK)
                .array();
        try {
            LibC.fcntl(descriptor, LibC.F_OFD_SETLK, flock);
            return true;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.EAGAIN || e.getErrorCode() == LibC.EACCES) {
                return false;
            }
            throw failure("lock", path, e);
        }
    }

    /** Gives a file without a name, or with another one, this name, which must be free. */
    void link(Path name) throws IOException {
        byte[] self = ("/proc/self/fd/" + descriptor + '\0').getBytes(StandardCharsets.US_ASCII);
        try {
            LibC.linkat(LibC.AT_FDCWD, self, LibC.AT_FDCWD, PathBytes.terminated(name), LibC.AT_SYMLINK_FOLLOW);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.EEXIST) {
                throw new FileAlreadyExistsException(name.toString());
            }
            throw failure("make", name, e);
        }
    }

    private void retryOrFail(String verb, LastErrorException e) throws IOException {
        if (e.getErrorCode() != LibC.EINTR) {
            throw failure(verb, path, e);
        }
    }

    static IOException failure(String verb, Path path, LastErrorException e) {
        return new FileSystemException(path.toString(), null, "Cannot " + verb + " it: " + e.getMessage());
    }

    static EOFException truncated(Path path, long offset) {
        return new EOFException(path + " ends before byte " + offset + "; it was cut off, or is being changed");
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                LibC.close(descriptor);
            } catch (LastErrorException e) {
                throw failure("close", path, e);
            }
        }
    }
}

package io.umlmachine.internal.transfer;

import com.sun.jna.LastErrorException;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.internal.unix.PathBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Acts on files of the host, none of which follows a symbolic link at the path's end. Thread-safe. */
final class HostFiles {

    /** For files that nobody else may read before they have the mode that they shall have. */
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int LONGEST_LINK = 4096;

    /** How much the kernel copies between two looks for an interrupt. */
    private static final long CHUNK = 16 << 20;

    private HostFiles() {}

    /** The text of a symbolic link as it is; a Path would leave out slashes that it takes for superfluous. */
    static byte[] readLink(Path link) throws IOException {
        byte[] text = new byte[LONGEST_LINK];
        try {
            int length = (int) LibC.readlink(PathBytes.terminated(link), text, text.length);
            return Arrays.copyOf(text, length);
        } catch (LastErrorException e) {
            throw failure("read the link", link, e);
        }
    }

    static void makeLink(Path link, byte[] text) throws IOException {
        try {
            LibC.symlink(PathBytes.terminated(text), PathBytes.terminated(link));
        } catch (LastErrorException e) {
            throw failure("make the link", link, e);
        }
    }

    /** Makes a file shorter, or longer by a hole. */
    static void setSize(Path file, long size) throws IOException {
        try {
            LibC.truncate(PathBytes.terminated(file), size);
        } catch (LastErrorException e) {
            throw failure("set the size of", file, e);
        }
    }

    /** Sets the time of the last change, and of the last access, as tar does. */
    static void setTime(Path path, Instant time) throws IOException {
        long[] times = {time.getEpochSecond(), time.getNano(), time.getEpochSecond(), time.getNano()};
        try {
            LibC.utimensat(LibC.AT_FDCWD, PathBytes.terminated(path), times, LibC.AT_SYMLINK_NOFOLLOW);
        } catch (LastErrorException e) {
            throw failure("set the time of", path, e);
        }
    }

    /** Sets the permissions, without the set-user-id bit and its like; not of a symbolic link, which has none. */
    static void setPermissions(Path path, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            // The constants stand in the order of the mode's bits, owner's read first.
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(all[bit]);
            }
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    /** Removes what is at a path, unless it is a directory. */
    static void clear(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "a directory is in the way");
        }
        Files.deleteIfExists(path);
    }

    /**
     * Copies bytes from one file to a place in another.
     *
     * @throws ShrunkenFileException if the first ends before
     */
    static void copy(FileChannel from, long offset, long length, FileChannel to, long position) throws IOException {
        to.position(position);
        for (long done = 0; done < length; ) {
            long copied = from.transferTo(offset + done, Math.min(CHUNK, length - done), to);
            if (copied <= 0) {
                throw new ShrunkenFileException();
            }
            done += copied;
        }
    }

    private static IOException failure(String what, Path path, LastErrorException e) {
        return new IOException("Cannot " + what + " " + path + ": " + e.getMessage(), e);
    }
}

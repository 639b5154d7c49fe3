package io.umlmachine.internal.transfer;

import io.umlmachine.internal.transfer.TarEntry.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the host's file system says about a file. Immutable and thread-safe.
 *
 * @param type what it is
 * @param metadata what goes with it into a copy
 * @param size its size in bytes
 * @param links how many names it has
 * @param identity which file it is, by whatever name
 */
record FileFacts(Type type, Metadata metadata, long size, int links, Identity identity) {

    /**
     * What goes with a file into a copy.
     *
     * @param mode the twelve lower bits of its mode
     * @param uid its owner, an unsigned number
     * @param gid its group, an unsigned number
     * @param time its last change
     */
    record Metadata(int mode, int uid, int gid, Instant time) {}

    /** A file of this host, until it is removed. */
    record Identity(long device, long inode) {}

    private static final String ATTRIBUTES = "unix:mode,uid,gid,lastModifiedTime,size,nlink,dev,ino";
    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int SYMBOLIC_LINK = 0120000;

    /** Looks at a file; a symbolic link is not followed. */
    static FileFacts of(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) unix.get("mode");
        return new FileFacts(
                type(mode & TYPE),
                new Metadata(
                        mode & PERMISSIONS,
                        (Integer) unix.get("uid"),
                        (Integer) unix.get("gid"),
                        ((FileTime) unix.get("lastModifiedTime")).toInstant()),
                (Long) unix.get("size"),
                (Integer) unix.get("nlink"),
                new Identity((Long) unix.get("dev"), (Long) unix.get("ino")));
    }

    private static Type type(int bits) {
        return switch (bits) {
            case DIRECTORY -> Type.DIRECTORY;
            case FILE -> Type.FILE;
            case SYMBOLIC_LINK -> Type.SYMBOLIC_LINK;
            default -> Type.SPECIAL;
        };
    }

    TarEntry entry(Type as, byte[] name, byte[] link) {
        return new TarEntry(
                as,
                name,
                link,
                metadata.mode,
                Integer.toUnsignedLong(metadata.uid),
                Integer.toUnsignedLong(metadata.gid),
                metadata.time,
                as == Type.FILE ? size : 0);
    }

    /** @throws IOException if the file is not what it was when these facts were asked for */
    void requireUnchanged(Path path) throws IOException {
        FileFacts now = of(path);
        if (now.size != size || !now.metadata.time.equals(metadata.time) || !now.identity.equals(identity)) {
            throw changed(path);
        }
    }

    IOException changed(Path path) {
        return new IOException(path + " changed while it was copied: nothing says which of its bytes belong together");
    }
}

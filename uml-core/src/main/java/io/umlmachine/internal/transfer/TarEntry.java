package io.umlmachine.internal.transfer;

import java.time.Instant;

/**
 * What a tar archive says about one file; contents apart. Names are bytes, as in the archive and in file systems.
 *
 * @param type what it is
 * @param name its path in the archive
 * @param link for links, where they lead: any text for a symbolic one, a path in the archive for a hard one; else empty
 * @param mode the twelve lower bits of its mode
 * @param uid its owner
 * @param gid its group
 * @param time its last change
 * @param size the size of a file, holes included; else 0
 */
public record TarEntry(Type type, byte[] name, byte[] link, int mode, long uid, long gid, Instant time, long size) {

    /** What a file can be. */
    public enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK,
        DIRECTORY,
        /** A device or a pipe. */
        SPECIAL
    }
}

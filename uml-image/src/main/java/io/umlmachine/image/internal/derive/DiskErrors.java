package io.umlmachine.image.internal.derive;

import io.umlmachine.image.internal.bootstrap.NoSpace;
import java.util.List;

/**
 * What a guest's kernel says of a disk whose file could not be written or read. Its page cache takes what a program writes
 * before the disk does, so that the program may have ended well.
 */
final class DiskErrors {

    /** Of the block layer, of its buffers and of ext4; ubd is the driver of our disks. */
    private static final List<String> WORDS = List.of("I/O error, dev ubd", "Buffer I/O error on dev", "EXT4-fs error");

    private DiskErrors() {}

    static boolean areTold(String console) {
        return tellNoSpace(console) || WORDS.stream().anyMatch(console::contains);
    }

    /** Whether the reason was a full disk of the host. */
    static boolean tellNoSpace(String console) {
        return NoSpace.isTold(console);
    }
}

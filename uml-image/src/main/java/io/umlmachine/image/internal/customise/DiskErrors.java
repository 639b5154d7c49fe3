package io.umlmachine.image.internal.customise;

import java.util.List;

/**
 * What a guest's kernel says of a disk whose file could not be written or read. Its page cache takes what a program writes
 * before the disk does, so that the program may have ended well.
 */
final class DiskErrors {

    /** Of the block layer, which ubd tells that writing failed with ENOSPC; another error is any I/O error to it. */
    private static final String NO_SPACE = "critical space allocation error, dev ubd";

    /** Of the block layer, of its buffers and of ext4. */
    private static final List<String> WORDS =
            List.of("I/O error, dev ubd", "Buffer I/O error on dev", "EXT4-fs error (device ubd");

    private DiskErrors() {}

    /** Whether anything of the sort is said. */
    static boolean areTold(String console) {
        return tellNoSpace(console) || WORDS.stream().anyMatch(console::contains);
    }

    /** Whether the reason was a full disk of the host. */
    static boolean tellNoSpace(String console) {
        return console.contains(NO_SPACE);
    }
}

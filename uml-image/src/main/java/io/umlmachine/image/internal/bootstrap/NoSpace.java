package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.internal.ext4.DiskFullException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Whether a disk is full, as far as words tell it: the JDK has no exception of its own for ENOSPC and EDQUOT. */
public final class NoSpace {

    private static final String FULL = "no space left on device";
    private static final String OVER_QUOTA = "disk quota exceeded";

    /** Of apt, before it downloads, and of mke2fs. */
    private static final List<String> FORESEEN = List.of(
            "you don't have enough free space in",
            "could not allocate block in ext2 file",
            "could not allocate inode in ext2 file");

    private NoSpace() {}

    /** By the words of strerror(3), which reach the message of an {@link IOException}; or because a system is too large. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DiskFullException
                    || cause instanceof IOException && isTold(String.valueOf(cause.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    /** By the words of a program that runs in the locale C. */
    public static boolean isTold(String output) {
        String lower = output.toLowerCase(Locale.ROOT);
        return lower.contains(FULL)
                || lower.contains(OVER_QUOTA)
                || FORESEEN.stream().anyMatch(lower::contains);
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Words paths of disks for the kernel, which takes its options apart at some characters. Thread-safe. */
final class UbdPath {

    /** What the kernel's {@code ubd} option and command line take apart. */
    private static final Pattern AWKWARD = Pattern.compile("[^!-~]|[,:\"']");

    /** The management console takes less than 512 bytes, in which there are two paths at most. */
    private static final int LIMIT = 200;

    /**
     * The flag of a disk that is no overlay, whatever it holds. Without it the kernel takes a guest's word for it: one that
     * writes the header of an overlay to its disk would have the host's file that the header names, next time.
     */
    static final String RAW = "d";

    private UbdPath() {}

    /** Whether the kernel cannot take a path as it is. */
    static boolean isAwkward(Path path) {
        String text = path.toString();
        return text.length() > LIMIT || AWKWARD.matcher(text).find();
    }

    /** The path, or a link to it whose name the kernel can take. */
    static String plain(Path path, OwnedDirectory directory, String name) throws IOException {
        if (!isAwkward(path)) {
            return path.toString();
        }
        Path link = directory.path().resolve(name);
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, path).toString();
    }
}

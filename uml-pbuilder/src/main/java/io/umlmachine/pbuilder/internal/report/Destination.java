package io.umlmachine.pbuilder.internal.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Where a file goes, which appears there whole or not at all.
 *
 * @param file where it goes
 * @param staged where it is written, in a directory of the same file system; nothing is there before and after
 */
public record Destination(Path file, Path staged) {

    private static final String MODE = "rw-r--r--";

    /** Of a file that is staged beside its place. */
    public static Destination of(Path file) {
        Path absolute = file.toAbsolutePath();
        return new Destination(absolute, absolute.resolveSibling(".umlmachine-" + UUID.randomUUID()));
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    void put(Content content) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            content.writeTo(staged);
            Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString(MODE));
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}

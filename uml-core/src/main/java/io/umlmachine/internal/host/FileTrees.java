package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Removes trees of files. Thread-safe. */
public final class FileTrees {

    private FileTrees() {}

    /**
     * Removes a file or a tree; symbolic links are removed, not followed. What cannot be removed does not keep the rest.
     *
     * @throws IOException naming everything that is left
     */
    public static void remove(Path tree) throws IOException {
        List<String> failures = new ArrayList<>();
        remove(tree, failures);
        if (!failures.isEmpty()) {
            throw new IOException("Could not remove " + String.join(", ", failures));
        }
    }

    private static void remove(Path path, List<String> failures) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                // A tree that a tool unpacked may hold directories without write permission.
                if (!Files.isWritable(path) || !Files.isExecutable(path)) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
                try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                    for (Path child : children) {
                        remove(child, failures);
                    }
                }
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            // Somebody else removes it too.
            return;
        } catch (IOException e) {
            failures.add(path + " (" + e + ")");
        }
    }
}

package io.umlmachine.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;

/**
 * A file that a recipe puts into its image; it belongs to root there. The content is part of the recipe: another content
 * makes another image. Immutable and thread-safe.
 */
public final class GuestFile {

    private static final int LARGEST = 16 << 20;
    private static final String READABLE = "rw-r--r--";
    private static final String RUNNABLE = "rwxr-xr-x";

    private final String path;
    private final String permissions;
    private final byte[] content;

    private GuestFile(String path, String permissions, byte[] content) {
        Path normal = Path.of(path);
        if (!normal.isAbsolute()
                || !normal.equals(normal.normalize())
                || normal.getFileName() == null
                || path.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("Not the absolute path of a file in the guest: '" + path + "'");
        }
        if (content.length > LARGEST) {
            throw new IllegalArgumentException(
                    "The file for " + path + " has " + content.length + " bytes, more than the " + LARGEST
                            + " that a recipe can hold; copy it by UmlMachine.copyIn and take a snapshot");
        }
        PosixFilePermissions.fromString(permissions);
        this.path = normal.toString();
        this.permissions = permissions;
        this.content = content;
    }

    /**
     * A text of mode 0644.
     *
     * @param path its absolute path in the guest
     * @param text the content, encoded as UTF-8
     * @return the file
     * @throws IllegalArgumentException if the path is not absolute
     */
    public static GuestFile of(String path, String text) {
        return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file of mode 0644.
     *
     * @param path its absolute path in the guest
     * @param content the content, at most 16 MiB
     * @return the file
     * @throws IllegalArgumentException if the path is not absolute, or the content is too large
     */
    public static GuestFile of(String path, byte[] content) {
        return new GuestFile(path, READABLE, content.clone());
    }

    /**
     * A copy of a file of the host, as it is now; mode 0755 if the host can execute it, else 0644.
     *
     * @param path its absolute path in the guest
     * @param file the file of the host, at most 16 MiB
     * @return the file
     * @throws IllegalArgumentException if the path is not absolute, or the file is too large
     * @throws IOException if the file cannot be read
     */
    public static GuestFile copyOf(String path, Path file) throws IOException {
        return new GuestFile(path, Files.isExecutable(file) ? RUNNABLE : READABLE, Files.readAllBytes(file));
    }

    /**
     * The same file with other permissions.
     *
     * @param permissions such as {@code rw-r-----}
     * @return the file
     * @throws IllegalArgumentException if they are not written so
     */
    public GuestFile permissions(String permissions) {
        return new GuestFile(path, permissions, content);
    }

    /**
     * Where it is in the guest.
     *
     * @return an absolute path
     */
    public String path() {
        return path;
    }

    /**
     * Who may do what with it.
     *
     * @return such as {@code rw-r--r--}
     */
    public String permissions() {
        return permissions;
    }

    /**
     * What it holds.
     *
     * @return a copy
     */
    public byte[] content() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GuestFile file
                && file.path.equals(path)
                && file.permissions.equals(permissions)
                && Arrays.equals(file.content, content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, permissions, Arrays.hashCode(content));
    }

    @Override
    public String toString() {
        return permissions + " " + path + " (" + content.length + " bytes)";
    }
}

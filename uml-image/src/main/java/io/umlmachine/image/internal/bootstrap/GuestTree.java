package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.GuestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The guest's files while they are a tree on the host. Links in it are the guest's: they are replaced, never followed to a
 * file of the host.
 *
 * @param root the tree
 */
record GuestTree(Path root) {

    private static final List<String> MOUNT_POINTS = List.of("dev", "proc", "run", "sys");
    /** In a container, debootstrap makes {@code /proc} a link to itself; a machine needs a directory to mount on. */
    void makeMountPoints() throws IOException {
        for (String name : MOUNT_POINTS) {
            Path directory = root.resolve(name);
            if (Files.isSymbolicLink(directory)) {
                Files.delete(directory);
            }
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Both tools copy this from the host; and what identifies a machine must not be every machine's. */
    void removeTracesOfHost() throws IOException {
        delete("etc/resolv.conf");
        delete("var/lib/dbus/machine-id");
        if (exists("etc/machine-id")) {
            // Empty, machine-id(5) says, is to be filled at boot; a missing file is a first boot.
            write("etc/machine-id", "");
        }
    }

    /** Puts files there, and removes what the tools leave of how they were called. */
    void configure(List<GuestFile> files) throws IOException {
        for (String unwanted : SystemFiles.UNWANTED) {
            delete(unwanted.substring(1));
        }
        for (GuestFile file : files) {
            write(file.path().substring(1), file.content());
        }
    }

    private void write(String file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = inside(file);
        makeParents(path);
        Files.deleteIfExists(path);
        Files.write(path, content, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void delete(String file) throws IOException {
        Path path = inside(file);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path);
        }
    }

    private boolean exists(String file) throws IOException {
        return Files.exists(inside(file), LinkOption.NOFOLLOW_LINKS);
    }

    private void makeParents(Path path) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path parent = path.getParent(); !Files.exists(parent); parent = parent.getParent()) {
            missing.add(0, parent);
        }
        for (Path directory : missing) {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** The place of a file, which is refused if a directory on the way is a link. */
    private Path inside(String file) throws IOException {
        Path path = root;
        for (Path name : Path.of(file).getParent()) {
            path = path.resolve(name);
            if (Files.isSymbolicLink(path)) {
                throw new IOException("A directory of the guest is a link: " + path);
            }
        }
        return root.resolve(file);
    }
}

package io.umlmachine.internal.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks an archive that a guest made, which may be hostile: nothing is written outside the target, and no symbolic link
 * is followed. Entries that try are errors. Devices, pipes and sockets are left out.
 */
final class TreeExtractor {

    private static final int BUFFER = 256 * 1024;
    private static final int OWNER_ALL = 0700;

    private final String name;
    private final Path target;

    /** Directories get their modes and times last: a mode may forbid to write into them, and writing changes times. */
    private final List<DirectoryAttributes> directories = new ArrayList<>();

    private record DirectoryAttributes(Path path, int mode, FileTime time) {}

    private TreeExtractor(String name, Path target) {
        this.name = name;
        this.target = target;
    }

    /**
     * Unpacks an archive.
     *
     * @param archive the archive, which may be followed by anything
     * @param name what its root is called, with or without {@code ./} in front
     * @param target what its root becomes
     */
    static void extract(Path archive, String name, Path target) throws IOException {
        TreeExtractor extractor = new TreeExtractor(name, target);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(Files.newInputStream(archive), BUFFER), StandardCharsets.UTF_8.name())) {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extractor.extract(entry, tar);
            }
            extractor.finishDirectories();
        } catch (IllegalArgumentException e) {
            // What the library throws for some malformed headers.
            throw new IOException("The guest sent a damaged archive: " + e.getMessage(), e);
        }
    }

    private void extract(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        Path path = resolve(entry.getName());
        FileTime time = entry.getLastModifiedTime();
        if (entry.isDirectory()) {
            makeDirectory(path);
            directories.add(new DirectoryAttributes(path, entry.getMode(), time));
        } else if (entry.isSymbolicLink()) {
            clear(path);
            Files.createSymbolicLink(path, path(entry.getLinkName()));
        } else if (entry.isLink()) {
            link(path, resolve(entry.getLinkName()));
        } else if (entry.isFile() && !isSpecial(entry)) {
            clear(path);
            Files.copy(tar, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
            Files.setLastModifiedTime(path, time);
        }
    }

    private static boolean isSpecial(TarArchiveEntry entry) {
        return entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO();
    }

    private void link(Path path, Path existing) throws IOException {
        if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("The guest sent a hard link to what is no file: " + existing);
        }
        if (!path.equals(existing)) {
            clear(path);
            Files.createLink(path, existing);
        }
    }

    /** The place of an entry; its parents are directories, not links, and at or below the target. */
    private Path resolve(String entryName) throws IOException {
        String text = entryName.startsWith("./") ? entryName.substring(2) : entryName;
        text = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (name.equals(".")) {
            text = text.isEmpty() || text.equals(".") ? name : name + "/" + text;
        }
        if (text.equals(name)) {
            return target;
        }
        if (!text.startsWith(name + "/")) {
            throw new IOException("The guest sent an entry from elsewhere: '" + entryName + "'");
        }
        Path path = target;
        for (Path part : path(text.substring(name.length() + 1))) {
            String partName = part.toString();
            if (partName.equals("..") || partName.equals(".") || partName.isEmpty()) {
                throw new IOException("The guest sent an entry with a path that climbs: '" + entryName + "'");
            }
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("The guest sent an entry below what is no directory: '" + entryName + "'");
            }
            path = path.resolve(part);
        }
        return path;
    }

    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException("The guest sent a name that this host cannot take: " + e.getMessage(), e);
        }
    }

    private static void makeDirectory(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        clear(path);
        Files.createDirectory(path);
    }

    private static void clear(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "a directory is in the way");
        }
        Files.deleteIfExists(path);
    }

    private void finishDirectories() throws IOException {
        Collections.reverse(directories);
        for (DirectoryAttributes directory : directories) {
            // The caller owns it and must be able to remove it, whatever mode the guest chose.
            Files.setPosixFilePermissions(directory.path(), permissions(directory.mode() | OWNER_ALL));
            Files.setLastModifiedTime(directory.path(), directory.time());
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            // The constants stand in the order of the mode's bits, owner's read first.
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }
}

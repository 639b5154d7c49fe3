package io.umlmachine.internal.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a file or a tree of the host as a POSIX tar archive: modes, times, numeric owners, symbolic links. */
final class TreeArchiver {

    private static final int BUFFER = 256 * 1024;
    private static final int PERMISSIONS = 07777;

    private final Path source;
    private final String name;
    private final TarArchiveOutputStream tar;

    private TreeArchiver(Path source, String name, TarArchiveOutputStream tar) {
        this.source = source;
        this.name = name;
        this.tar = tar;
    }

    /**
     * Writes an archive.
     *
     * @param source a file, or a directory with everything below it
     * @param name what the source is called in the archive
     * @param archive the file to write
     */
    static void write(Path source, String name, Path archive) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new BufferedOutputStream(Files.newOutputStream(archive), BUFFER), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            new TreeArchiver(source, name, tar).addAll();
        }
    }

    private void addAll() throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                add(directory, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                add(file, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void add(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isOther()) {
            throw new IOException("Cannot copy " + file + ": it is neither a file, a directory nor a symbolic link");
        }
        TarArchiveEntry entry = attributes.isSymbolicLink()
                ? new TarArchiveEntry(nameOf(file), TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(nameOf(file) + (attributes.isDirectory() ? "/" : ""));
        Map<String, Object> unix = Files.readAttributes(file, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        entry.setIds((Integer) unix.get("uid"), (Integer) unix.get("gid"));
        entry.setMode((Integer) unix.get("mode") & PERMISSIONS);
        entry.setModTime(FileTime.from(attributes.lastModifiedTime().toInstant()));
        if (attributes.isSymbolicLink()) {
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        }
        if (attributes.isRegularFile()) {
            entry.setSize(attributes.size());
        }
        tar.putArchiveEntry(entry);
        if (attributes.isRegularFile()) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private String nameOf(Path file) {
        Path relative = source.relativize(file);
        return relative.toString().isEmpty() ? name : name + "/" + relative;
    }
}

package io.umlmachine.internal.transfer;

import io.umlmachine.internal.unix.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Unpacks an archive that a guest made, which may be hostile: nothing is written outside the target, and no symbolic link
 * is followed. Entries that try are errors. Devices, pipes and sockets are left out. What is written has no more bytes
 * than the archive, holes apart, and memory does not grow with the archive. Not thread-safe.
 */
final class TreeExtractor {

    private static final int OWNER_ALL = 0700;
    /** How many devices with several names are known to have been left out. */
    private static final int LEFT_OUT_LIMIT = 1_000;

    private final byte[] name;
    private final Path target;
    private final ArchiveFile archive;
    private final TarReader tar;

    /**
     * The directories that the last entry is in, the innermost first. They get their modes and times when they are left:
     * a mode may forbid to write into them, and writing changes times.
     */
    private final Deque<OpenDirectory> open = new ArrayDeque<>();

    private final Set<Path> leftOut = new HashSet<>();

    private record OpenDirectory(Path path, int mode, Instant time) {}

    private TreeExtractor(ArchiveFile archive, String name, Path target) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.target = target;
        this.archive = archive;
        this.tar = new TarReader(archive);
    }

    /**
     * Unpacks an archive.
     *
     * @param file the archive's file
     * @param length how much of the file is archive
     * @param name what its root is called, with or without {@code ./} in front
     * @param target what its root becomes, an absolute path
     * @throws IOException if the archive is damaged, or the target cannot be written; what was unpacked stays
     */
    static void extract(Path file, long length, String name, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            TreeExtractor extractor = new TreeExtractor(new ArchiveFile(channel, length), name, target);
            extractor.extractAll();
        }
    }

    private void extractAll() throws IOException {
        int entries = 0;
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            extract(entry);
            entries++;
        }
        if (entries == 0) {
            throw new DamagedArchiveException("it is empty");
        }
        while (!open.isEmpty()) {
            leave();
        }
    }

    private void extract(TarEntry entry) throws IOException {
        Path path = resolve(entry.name(), true);
        switch (entry.type()) {
            case DIRECTORY -> {
                makeDirectory(path);
                open.push(new OpenDirectory(path, entry.mode(), entry.time()));
            }
            case SYMBOLIC_LINK -> {
                HostFiles.clear(path);
                HostFiles.makeLink(path, entry.link());
                HostFiles.setTime(path, entry.time());
            }
            case HARD_LINK -> makeHardLink(path, resolve(entry.link(), false));
            case FILE -> makeFile(path, entry);
            case SPECIAL -> leaveOut(path);
        }
    }

    private void leaveOut(Path path) {
        if (leftOut.size() < LEFT_OUT_LIMIT) {
            leftOut.add(path);
        }
    }

    private static void makeDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            HostFiles.clear(path);
            Files.createDirectory(path);
        }
    }

    private void makeFile(Path path, TarEntry entry) throws IOException {
        HostFiles.clear(path);
        try (FileChannel out = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), HostFiles.PRIVATE)) {
            tar.forEachExtent((source, extent) ->
                    HostFiles.copy(archive.channel(), source, extent.length(), out, extent.offset()));
            if (out.size() < entry.size()) {
                HostFiles.setSize(path, entry.size());
            }
        } catch (ShrunkenFileException e) {
            throw new DamagedArchiveException("it ends in the middle");
        }
        HostFiles.setPermissions(path, entry.mode());
        HostFiles.setTime(path, entry.time());
    }

    private void makeHardLink(Path path, Path existing) throws IOException {
        if (leftOut.contains(existing)) {
            leaveOut(path);
            return;
        }
        if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(existing)) {
            throw new DamagedArchiveException("a hard link to what is no file: " + existing);
        }
        if (!path.equals(existing)) {
            HostFiles.clear(path);
            Files.createLink(path, existing);
        }
    }

    /**
     * The place of an entry; its parents are directories, not links, and at or below the target.
     *
     * @param enter whether this is the entry that the archive has come to, so that directories it is not in are left
     */
    private Path resolve(byte[] entryName, boolean enter) throws IOException {
        List<byte[]> names = names(entryName);
        if (names.isEmpty()) {
            while (enter && !open.isEmpty()) {
                leave();
            }
            return target;
        }
        List<Path> parents = new ArrayList<>();
        Path path = target;
        for (byte[] part : names) {
            parents.add(path);
            path = RawNames.resolve(path, part);
        }
        Path parent = parents.get(parents.size() - 1);
        while (enter && !open.isEmpty() && !parent.startsWith(open.peek().path())) {
            leave();
        }
        // A directory never ceases to be one here: nothing replaces it.
        if (open.isEmpty() || !open.peek().path().equals(parent)) {
            for (Path each : parents) {
                if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    throw new DamagedArchiveException("an entry below what is no directory: " + each);
                }
            }
        }
        return path;
    }

    /** The names of an entry below the root of the archive. */
    private List<byte[]> names(byte[] entryName) throws IOException {
        List<byte[]> names = split(entryName);
        boolean dotted = !names.isEmpty() && isDot(names.get(0));
        List<byte[]> inside = dotted ? names.subList(1, names.size()) : names;
        if (!isDot(name)) {
            if (inside.isEmpty() || !Arrays.equals(inside.get(0), name)) {
                throw new DamagedArchiveException("an entry from elsewhere: '" + PathBytes.toText(entryName) + "'");
            }
            inside = inside.subList(1, inside.size());
        }
        for (byte[] part : inside) {
            if (part.length == 0 || isDot(part) || part.length == 2 && part[0] == '.' && part[1] == '.') {
                throw new DamagedArchiveException(
                        "an entry with a path that climbs: '" + PathBytes.toText(entryName) + "'");
            }
        }
        return inside;
    }

    private static boolean isDot(byte[] name) {
        return name.length == 1 && name[0] == '.';
    }

    /** The names of a path; a slash at the end is not followed by one. */
    private static List<byte[]> split(byte[] path) {
        List<byte[]> names = new ArrayList<>();
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        for (byte b : path) {
            if (b == '/') {
                names.add(current.toByteArray());
                current.reset();
            } else {
                current.write(b);
            }
        }
        if (path.length == 0 || path[path.length - 1] != '/') {
            names.add(current.toByteArray());
        }
        return names;
    }

    private void leave() throws IOException {
        OpenDirectory directory = open.pop();
        // The caller owns it and must be able to remove it, whatever mode the guest chose.
        HostFiles.setPermissions(directory.path(), directory.mode() | OWNER_ALL);
        HostFiles.setTime(directory.path(), directory.time());
    }
}

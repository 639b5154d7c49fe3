package io.umlmachine.internal.transfer;

import io.umlmachine.internal.transfer.TarEntry.Type;
import io.umlmachine.internal.unix.DataExtents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a tree of the host as a tar archive: modes, times, numeric owners, symbolic and hard links, holes. Not
 * thread-safe.
 */
final class TreeArchiver {

    private static final byte[] NONE = {};

    private final TarWriter tar;

    /** The name in the archive of each file that has several. */
    private final Map<FileFacts.Identity, byte[]> written = new HashMap<>();

    private TreeArchiver(TarWriter tar) {
        this.tar = tar;
    }

    /**
     * Writes an archive, whose root is called {@code .}.
     *
     * @param source an absolute path of a directory
     * @param archive the file to write, which is made
     * @throws IOException if something cannot be read, changes meanwhile, or is a device, a socket or a pipe
     */
    static void write(Path source, Path archive) throws IOException {
        try (FileChannel out = FileChannel.open(archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            TarWriter tar = new TarWriter(out);
            new TreeArchiver(tar).add(source, new byte[] {'.'});
            tar.finish();
        }
    }

    private void add(Path path, byte[] name) throws IOException {
        FileFacts facts = FileFacts.of(path);
        switch (facts.type()) {
            case DIRECTORY -> addDirectory(path, name, facts);
            case SYMBOLIC_LINK -> {
                if (!addHardLink(name, facts)) {
                    tar.add(facts.entry(Type.SYMBOLIC_LINK, name, HostFiles.readLink(path)));
                }
            }
            case FILE -> {
                if (!addHardLink(name, facts)) {
                    addFile(path, name, facts);
                }
            }
            default ->
                throw new IOException(
                        "Cannot copy " + path + ": it is neither a file, a directory nor a symbolic link");
        }
    }

    private void addDirectory(Path path, byte[] name, FileFacts facts) throws IOException {
        byte[] prefix = join(name, NONE);
        tar.add(facts.entry(Type.DIRECTORY, prefix, NONE));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ClosedByInterruptException();
                }
                add(child, join(name, RawNames.ofName(child)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private boolean addHardLink(byte[] name, FileFacts facts) throws IOException {
        if (facts.links() < 2) {
            return false;
        }
        byte[] first = written.putIfAbsent(facts.identity(), name);
        if (first == null) {
            return false;
        }
        tar.add(facts.entry(Type.HARD_LINK, name, first));
        return true;
    }

    private void addFile(Path path, byte[] name, FileFacts facts) throws IOException {
        try (FileChannel content = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            tar.addFile(facts.entry(Type.FILE, name, NONE), content, DataExtents.of(path, facts.size()));
        } catch (ShrunkenFileException e) {
            throw facts.changed(path);
        }
        facts.requireUnchanged(path);
    }

    private static byte[] join(byte[] directory, byte[] name) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(directory.length + 1 + name.length);
        joined.writeBytes(directory);
        joined.write('/');
        joined.writeBytes(name);
        return joined.toByteArray();
    }
}

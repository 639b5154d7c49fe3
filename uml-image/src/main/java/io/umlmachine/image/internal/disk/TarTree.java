package io.umlmachine.image.internal.disk;

import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import io.umlmachine.internal.transfer.TarEntry;
import io.umlmachine.internal.transfer.TarReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tree that a tar archive holds. The contents of files stay in the archive, which must not change, until the tree is
 * written somewhere. Not thread-safe.
 */
public final class TarTree implements AutoCloseable {

    private final Path archive;
    private final FileChannel file;
    private final Directory root = new Directory(Attributes.ofRoot(0755, 0));

    private TarTree(Path archive, FileChannel file) {
        this.archive = archive;
        this.file = file;
    }

    /**
     * Reads the names in an archive.
     *
     * @throws IOException if it cannot be read, or is damaged
     */
    public static TarTree open(Path archive) throws IOException {
        FileChannel file = FileChannel.open(archive, StandardOpenOption.READ);
        try {
            TarTree tree = new TarTree(archive, file);
            tree.read();
            return tree;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The root directory, which is the same each time. */
    public Directory root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void read() throws IOException {
        TarReader reader = new TarReader(file);
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            add(entry, reader);
        }
    }

    private void add(TarEntry entry, TarReader reader) throws IOException {
        Deque<String> names = GuestTree.split(GuestTree.name(entry.name()));
        if (names.contains("..")) {
            throw damaged("a name leads out of it: " + GuestTree.name(entry.name()));
        }
        Attributes attributes = new Attributes(
                entry.mode(), entry.uid(), entry.gid(), entry.time().getEpochSecond(), reader.extendedAttributes());
        if (names.isEmpty()) {
            root.attributes(attributes);
            return;
        }
        String last = names.removeLast();
        Directory parent = parent(names);
        if (entry.type() == TarEntry.Type.DIRECTORY && parent.children().get(last) instanceof Directory present) {
            present.attributes(attributes);
        } else {
            parent.children().put(last, node(entry, attributes, reader));
        }
    }

    private Node node(TarEntry entry, Attributes attributes, TarReader reader) throws IOException {
        return switch (entry.type()) {
            case DIRECTORY -> new Directory(attributes);
            case FILE -> new RegularFile(attributes, content(entry, reader));
            case SYMBOLIC_LINK -> new SymbolicLink(attributes, GuestTree.name(entry.link()));
            case HARD_LINK -> linked(GuestTree.name(entry.link()));
            case SPECIAL -> special(attributes, reader);
        };
    }

    private Content content(TarEntry entry, TarReader reader) throws IOException {
        List<FileContent.Part> parts = new ArrayList<>();
        reader.forEachExtent((source, extent) -> {
            if (extent.length() > 0) {
                parts.add(new FileContent.Part(extent.offset(), extent.length(), source));
            }
        });
        return new FileContent(file, entry.size(), parts);
    }

    private Node linked(String target) throws IOException {
        Deque<String> names = GuestTree.split(target);
        String last = names.isEmpty() ? "" : names.removeLast();
        Node node = parent(names).children().get(last);
        if (node == null || node instanceof Directory) {
            throw damaged("a hard link to what is no file before it: " + target);
        }
        return node;
    }

    private Node special(Attributes attributes, TarReader reader) throws IOException {
        return switch (reader.specialType()) {
            case '3' ->
                new Special(attributes, Special.Kind.CHARACTER_DEVICE, reader.deviceMajor(), reader.deviceMinor());
            case '4' -> new Special(attributes, Special.Kind.BLOCK_DEVICE, reader.deviceMajor(), reader.deviceMinor());
            default -> new Special(attributes, Special.Kind.PIPE, 0, 0);
        };
    }

    /** Only directories lead to files: an archive is not unpacked through its own links. */
    private Directory parent(Deque<String> names) throws IOException {
        Directory directory = root;
        for (String name : names) {
            Node next = directory.children().computeIfAbsent(name, n -> new Directory(Attributes.ofRoot(0755, 0)));
            if (!(next instanceof Directory)) {
                throw damaged("something in what is no directory: " + name);
            }
            directory = (Directory) next;
        }
        return directory;
    }

    private IOException damaged(String what) {
        return new IOException("The archive " + archive + " holds " + what);
    }
}

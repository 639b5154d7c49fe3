package io.umlmachine.image.internal.disk;

import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The files of a guest, none of which is a file of the host: owners, modes and links are just what they say. Paths are
 * texts, absolute or relative to the root. Links on the way to a file are followed as the guest does it; a link in the
 * place of a file itself is replaced. Not thread-safe.
 */
public final class GuestTree {

    private static final int DIRECTORY_MODE = 0755;
    private static final int MOST_LINKS = 40;
    private static final int LARGEST_READ = 64 << 20;

    private final Directory root;
    private final long now;

    /**
     * The files in a directory.
     *
     * @param root the guest's root
     * @param now the time of what is written, in seconds since 1970
     */
    public GuestTree(Directory root, long now) {
        this.root = root;
        this.now = now;
    }

    /** The root directory. */
    public Directory root() {
        return root;
    }

    /** Bytes as a name: each byte is the character of that number, so that names sort as their bytes do. */
    public static String name(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A name as bytes. */
    public static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is at a path, if there is something; not followed if it is a link. */
    public Optional<Node> find(String path) throws IOException {
        Deque<String> names = names(path);
        if (names.isEmpty()) {
            return Optional.of(root);
        }
        String last = names.removeLast();
        return directory(names, false).map(parent -> parent.children().get(last));
    }

    /** Whether there is something at a path, be it a link that leads nowhere. */
    public boolean exists(String path) throws IOException {
        return find(path).isPresent();
    }

    /**
     * What a file holds, if there is one.
     *
     * @throws IOException if it is larger than 64 MiB, or cannot be read
     */
    public Optional<byte[]> read(String path) throws IOException {
        Optional<Node> node = find(path);
        if (node.isEmpty() || !(node.get() instanceof RegularFile file)) {
            return Optional.empty();
        }
        return Optional.of(read(path, file.content()));
    }

    private static byte[] read(String path, Content content) throws IOException {
        if (content.size() > LARGEST_READ) {
            throw new IOException("The guest's file " + path + " has " + content.size() + " bytes");
        }
        byte[] bytes = new byte[(int) content.size()];
        for (Content.Extent extent : content.data()) {
            content.read(extent.offset(), ByteBuffer.wrap(bytes, (int) extent.offset(), (int) extent.length()));
        }
        return bytes;
    }

    /** Makes a file of root, of mode 0644, in place of what is there; its parents too. */
    public void write(String path, String text) throws IOException {
        write(path, "rw-r--r--", text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a file of root, in place of what is there; its parents too.
     *
     * @param permissions such as {@code rw-r--r--}
     * @throws IOException if a directory is there, or a file in the place of a parent
     */
    public void write(String path, String permissions, byte[] content) throws IOException {
        put(path, new RegularFile(Attributes.ofRoot(mode(permissions), now), Content.of(content.clone())));
    }

    /** Gives a file other contents, if there is one; owner and mode stay. */
    public void replace(String path, byte[] content) throws IOException {
        if (find(path).orElse(null) instanceof RegularFile file) {
            file.content(Content.of(content));
            file.attributes(file.attributes().withModified(now));
        }
    }

    /** Makes a symbolic link, in place of what is there; its parents too. */
    public void link(String path, String target) throws IOException {
        put(path, new SymbolicLink(Attributes.ofRoot(0777, now), name(target.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Puts something in place of what is there; its parents too.
     *
     * @throws IOException if a directory is there, or a file in the place of a parent
     */
    public void put(String path, Node node) throws IOException {
        Deque<String> names = names(path);
        if (names.isEmpty()) {
            throw new IOException("The guest's root directory cannot be replaced");
        }
        String last = names.removeLast();
        Directory parent = directory(names, true).orElseThrow();
        if (parent.children().get(last) instanceof Directory) {
            throw new IOException("The guest has a directory where a file is to be: " + path);
        }
        parent.children().put(last, node);
    }

    /** Makes a directory of root, of mode 0755, unless there is one; a file or link in the way is replaced. */
    public void makeDirectory(String path) throws IOException {
        Deque<String> names = names(path);
        if (!names.isEmpty()) {
            String last = names.removeLast();
            directory(names, true)
                    .orElseThrow()
                    .children()
                    .compute(last, (name, there) -> there instanceof Directory ? there : newDirectory());
        }
    }

    /** Removes what is there, with all that is in it. */
    public void delete(String path) throws IOException {
        Deque<String> names = names(path);
        if (!names.isEmpty()) {
            String last = names.removeLast();
            directory(names, false).ifPresent(parent -> parent.children().remove(last));
        }
    }

    /** Removes from a directory what is no directory and has a name of some kind. */
    public void deleteFiles(String path, Predicate<String> unwanted) throws IOException {
        directory(names(path), false)
                .ifPresent(directory -> directory
                        .children()
                        .entrySet()
                        .removeIf(child -> !(child.getValue() instanceof Directory) && unwanted.test(child.getKey())));
    }

    /** Removes from a directory, and from those in it, what is no directory. */
    public void deleteFilesBelow(String path) throws IOException {
        directory(names(path), false).ifPresent(GuestTree::deleteFiles);
    }

    private static void deleteFiles(Directory directory) {
        directory.children().values().removeIf(child -> !(child instanceof Directory));
        directory.children().values().forEach(child -> deleteFiles((Directory) child));
    }

    /** Leaves the files in a directory, and in those in it, without contents. */
    public void truncateFilesBelow(String path) throws IOException {
        directory(names(path), false).ifPresent(this::truncateFiles);
    }

    private void truncateFiles(Directory directory) {
        for (Node child : directory.children().values()) {
            if (child instanceof Directory inner) {
                truncateFiles(inner);
            } else if (child instanceof RegularFile file) {
                file.content(Content.of(new byte[0]));
                file.attributes(file.attributes().withModified(now));
            }
        }
    }

    /** Empties a directory, if there is one. */
    public void empty(String path) throws IOException {
        directory(names(path), false)
                .ifPresent(directory -> directory.children().clear());
    }

    /** What is in a directory, if there is one. */
    public List<String> list(String path) throws IOException {
        return directory(names(path), false)
                .map(directory -> List.copyOf(directory.children().keySet()))
                .orElse(List.of());
    }

    /** Everything, the root first and each directory before what is in it; what has several names comes once. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        collect(root, nodes, Collections.newSetFromMap(new IdentityHashMap<>()));
        return nodes;
    }

    private static void collect(Node node, List<Node> nodes, Set<Node> seen) {
        if (seen.add(node)) {
            nodes.add(node);
            if (node instanceof Directory directory) {
                directory.children().values().forEach(child -> collect(child, nodes, seen));
            }
        }
    }

    private Directory newDirectory() {
        return new Directory(Attributes.ofRoot(DIRECTORY_MODE, now));
    }

    /** The directory that names lead to; links on the way are followed, and never out of the tree. */
    private Optional<Directory> directory(Deque<String> names, boolean make) throws IOException {
        Deque<Directory> way = new ArrayDeque<>(List.of(root));
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.removeFirst();
            if (name.equals("..")) {
                if (way.size() > 1) {
                    way.removeLast();
                }
                continue;
            }
            Directory here = way.getLast();
            Node next = make
                    ? here.children().computeIfAbsent(name, n -> newDirectory())
                    : here.children().get(name);
            if (next instanceof Directory directory) {
                way.addLast(directory);
            } else if (next instanceof SymbolicLink link && links++ < MOST_LINKS) {
                List<String> target = List.copyOf(split(link.target()));
                for (int i = target.size() - 1; i >= 0; i--) {
                    names.addFirst(target.get(i));
                }
                if (link.target().startsWith("/")) {
                    way = new ArrayDeque<>(List.of(root));
                }
            } else if (make) {
                throw new IOException("The guest has no directory where one is needed: " + name);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(way.getLast());
    }

    private static Deque<String> names(String path) {
        return split(name(path.getBytes(StandardCharsets.UTF_8)));
    }

    static Deque<String> split(String path) {
        Deque<String> names = new ArrayDeque<>(Arrays.asList(path.split("/")));
        names.removeIf(name -> name.isEmpty() || name.equals("."));
        return names;
    }

    private static int mode(String permissions) {
        int mode = 0;
        for (PosixFilePermission permission : PosixFilePermissions.fromString(permissions)) {
            // The enum's constants are in the order of the bits, the highest first.
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }
}

package io.umlmachine.image.testing;

import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import io.umlmachine.image.internal.ext4.Ext4Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Tells in which files two disks differ: that they do differ, their bytes tell sooner. */
public final class DiskDifferences {

    private final List<String> found = new ArrayList<>();

    private DiskDifferences() {}

    /**
     * Compares two disks.
     *
     * @param one a disk
     * @param other another one
     * @return the paths of what differs, each with how it does
     * @throws IOException if they cannot be read
     */
    public static List<String> between(Path one, Path other) throws IOException {
        DiskDifferences differences = new DiskDifferences();
        try (Ext4Tree first = Ext4Tree.open(one);
                Ext4Tree second = Ext4Tree.open(other)) {
            differences.compare("", first.root(), second.root());
        }
        return differences.found;
    }

    private void compare(String path, Node one, Node other) throws IOException {
        if (one.getClass() != other.getClass()) {
            found.add(path + ": another kind of file");
            return;
        }
        if (!one.attributes().equals(other.attributes())) {
            found.add(path + ": " + one.attributes() + " and " + other.attributes());
        }
        if (one instanceof Directory directory) {
            compare(path, directory.children(), ((Directory) other).children());
        } else if (one instanceof RegularFile file) {
            byte[] content = bytes(file.content());
            byte[] otherContent = bytes(((RegularFile) other).content());
            if (!Arrays.equals(content, otherContent)) {
                found.add(path + ": " + difference(content, otherContent));
            }
        } else if (one instanceof SymbolicLink link) {
            if (!link.target().equals(((SymbolicLink) other).target())) {
                found.add(path + ": to " + link.target() + " and to " + ((SymbolicLink) other).target());
            }
        }
    }

    private void compare(String path, Map<String, Node> one, Map<String, Node> other) throws IOException {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            if (one.containsKey(name) && other.containsKey(name)) {
                compare(
                        path + "/" + name,
                        Objects.requireNonNull(one.get(name)),
                        Objects.requireNonNull(other.get(name)));
            } else {
                found.add(path + "/" + name + ": only in one of them");
            }
        }
    }

    private static String difference(byte[] one, byte[] other) {
        int at = Arrays.mismatch(one, other);
        return one.length + " and " + other.length + " bytes, from " + at + " on: '" + around(one, at) + "' and '"
                + around(other, at) + "'";
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.min(bytes.length, Math.max(0, at - 40));
        return GuestTree.name(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, at + 40)));
    }

    private static byte[] bytes(Content content) throws IOException {
        byte[] bytes = new byte[(int) content.size()];
        for (Content.Extent extent : content.data()) {
            content.read(extent.offset(), ByteBuffer.wrap(bytes, (int) extent.offset(), (int) extent.length()));
        }
        return bytes;
    }
}

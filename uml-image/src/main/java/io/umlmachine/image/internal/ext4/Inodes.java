package io.umlmachine.image.internal.ext4;

import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The numbers of files, in the order of their names, and how many names each has. Immutable. */
final class Inodes {

    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private final Map<Node, Integer> links = new IdentityHashMap<>();
    private final Map<Directory, Directory> parents = new IdentityHashMap<>();
    private final List<Node> order = new ArrayList<>();

    /** The first is that of lost+found, which is in no tree. */
    private int last = Ext4.FIRST_INODE;

    Inodes(Directory root) {
        numbers.put(root, Ext4.ROOT_INODE);
        // Itself twice, and lost+found.
        links.put(root, 3);
        parents.put(root, root);
        order.add(root);
        number(root);
    }

    private void number(Directory directory) {
        for (Node child : directory.children().values()) {
            boolean isDirectory = child instanceof Directory;
            links.merge(child, isDirectory ? 2 : 1, Integer::sum);
            if (isDirectory) {
                links.merge(directory, 1, Integer::sum);
            }
            if (!numbers.containsKey(child)) {
                numbers.put(child, ++last);
                order.add(child);
                if (child instanceof Directory inner) {
                    parents.put(inner, directory);
                    number(inner);
                }
            }
        }
    }

    /** Every file once, the root first, each directory before what is in it. */
    List<Node> order() {
        return order;
    }

    int number(Node node) {
        return Objects.requireNonNull(numbers.get(node));
    }

    /** How many names a file has. */
    int links(Node node) {
        return Objects.requireNonNull(links.get(node));
    }

    /** The directory that one is in; the root is in itself. */
    Directory parent(Directory directory) {
        return Objects.requireNonNull(parents.get(directory));
    }

    /** The highest number. */
    int last() {
        return last;
    }
}

package io.umlmachine.image.internal.disk;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that has a name in a directory. A file that is in several places of a tree has several names there (hard links).
 * Nodes are the same only if they are identical. Not thread-safe.
 */
public abstract sealed class Node {

    private Attributes attributes;

    private Node(Attributes attributes) {
        this.attributes = attributes;
    }

    /** What it has besides its contents. */
    public final Attributes attributes() {
        return attributes;
    }

    /** Gives it others. */
    public final void attributes(Attributes others) {
        this.attributes = others;
    }

    /** A directory. Names are bytes, each as the character of that number: {@link GuestTree#name}. */
    public static final class Directory extends Node {

        private final TreeMap<String, Node> children = new TreeMap<>();

        public Directory(Attributes attributes) {
            super(attributes);
        }

        /** What is in it, in the order of the names' bytes; a view that can be changed. */
        public SortedMap<String, Node> children() {
            return children;
        }
    }

    /** A file. */
    public static final class RegularFile extends Node {

        private Content content;

        public RegularFile(Attributes attributes, Content content) {
            super(attributes);
            this.content = content;
        }

        /** What it holds. */
        public Content content() {
            return content;
        }

        /** Lets it hold something else. */
        public void content(Content other) {
            this.content = other;
        }
    }

    /** A symbolic link. */
    public static final class SymbolicLink extends Node {

        private final String target;

        /**
         * A link.
         *
         * @param target any bytes, each as the character of that number
         */
        public SymbolicLink(Attributes attributes, String target) {
            super(attributes);
            this.target = target;
        }

        /** Where it leads. */
        public String target() {
            return target;
        }
    }

    /** A device, a pipe or a socket. */
    public static final class Special extends Node {

        private final Kind kind;
        private final int major;
        private final int minor;

        /** Which of them. */
        public enum Kind {
            CHARACTER_DEVICE,
            BLOCK_DEVICE,
            PIPE,
            SOCKET
        }

        /** One of them; the numbers are 0 unless it is a device. */
        public Special(Attributes attributes, Kind kind, int major, int minor) {
            super(attributes);
            this.kind = kind;
            this.major = major;
            this.minor = minor;
        }

        /** Which of them it is. */
        public Kind kind() {
            return kind;
        }

        /** The number of a device's driver, or 0. */
        public int major() {
            return major;
        }

        /** The number of a device among its driver's, or 0. */
        public int minor() {
            return minor;
        }
    }
}

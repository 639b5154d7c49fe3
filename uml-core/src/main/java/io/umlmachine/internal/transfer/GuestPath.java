package io.umlmachine.internal.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An absolute path of the guest, without {@code .} and {@code ..}. Immutable and thread-safe.
 *
 * @param names its names from the root on
 */
record GuestPath(List<String> names) {

    static GuestPath of(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Not an absolute path of the guest: '" + text.replace('\0', '?') + "'");
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : text.split("/")) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return new GuestPath(List.copyOf(names));
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    /** The last name; {@code .} for the root. */
    String name() {
        return isRoot() ? "." : names.get(names.size() - 1);
    }

    /** The path without its last name. */
    String parent() {
        return "/" + String.join("/", names.subList(0, Math.max(0, names.size() - 1)));
    }

    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}

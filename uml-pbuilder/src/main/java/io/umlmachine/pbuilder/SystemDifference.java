package io.umlmachine.pbuilder;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that is not as it was before packages were installed and purged.
 *
 * @param kind what became of it
 * @param thing what it is
 * @param name its path, or its name
 * @param aspects what differs, if it is {@link Kind#CHANGED}
 */
public record SystemDifference(Kind kind, Thing thing, String name, List<Aspect> aspects) {

    /**
     * Copies the list.
     *
     * @param kind what became of it
     * @param thing what it is
     * @param name its path, or its name
     * @param aspects what differs
     */
    public SystemDifference {
        aspects = List.copyOf(aspects);
    }

    /** What became of it. */
    public enum Kind {
        /** It was not there before. */
        LEFT,
        /** It was there before. */
        GONE,
        /** It was there before, and was another. */
        CHANGED
    }

    /** What it is; of a file that became something else, what it was before. */
    public enum Thing {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A device, socket or pipe. */
        SPECIAL,
        /** An entry of {@code /etc/passwd}. */
        USER,
        /** An entry of {@code /etc/group}. */
        GROUP,
        /** A line of {@code dpkg-divert --list}. */
        DIVERSION,
        /** A line of {@code dpkg-statoverride --list}. */
        OVERRIDE
    }

    /**
     * A part in which a thing differs.
     *
     * @param what {@code type}, {@code mode}, {@code owner}, {@code size}, {@code target}, {@code content}, {@code time} or
     *     {@code entry}
     * @param before what it was
     * @param after what it is
     */
    public record Aspect(String what, String before, String after) {
        @Override
        public String toString() {
            return what + " " + before + " -> " + after;
        }
    }

    /**
     * Whether it speaks against the packages.
     *
     * @return false for users and groups that are left, of which Debian has no rule that they go
     */
    public boolean isFault() {
        return kind != Kind.LEFT || thing != Thing.USER && thing != Thing.GROUP;
    }

    /** For a log. */
    @Override
    public String toString() {
        String words = (thing + " " + kind).toLowerCase(Locale.ROOT) + ": " + name;
        return aspects.isEmpty()
                ? words
                : words + " (" + aspects.stream().map(Aspect::toString).collect(Collectors.joining(", ")) + ")";
    }
}

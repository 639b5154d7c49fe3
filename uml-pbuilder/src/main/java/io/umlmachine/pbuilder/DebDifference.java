package io.umlmachine.pbuilder;

import java.util.Locale;

/**
 * A part in which two binary packages of the same name differ. Format of packages: deb(5).
 *
 * @param member the member of the package, such as {@code data.tar.xz}; empty for the package as a whole
 * @param path of a file in that member, as it is there, or the name of a field of {@code ./control}; empty for the member
 *     as a whole
 * @param part in what they differ
 * @param first what the first build says; empty if it has nothing of the kind
 * @param second what the other one says
 */
public record DebDifference(String member, String path, Part part, String first, String second) {

    /** In what packages differ. */
    public enum Part {
        /** One of them has the package, the member or the file, and the other one does not. */
        PRESENCE,
        /** Members, or files in a member, come in another order. */
        ORDER,
        /** What kind of file it is. */
        TYPE,
        /** The permissions of a file. */
        MODE,
        /** Names and numbers of user and group. */
        OWNER,
        /** When a file was changed, or the member was made. */
        TIME,
        /** Where a link leads, or which device it is. */
        LINK,
        /** The content of a file; what is said is the first line that differs, or else sizes and digests. */
        CONTENT,
        /** A field of the package's control file. */
        FIELD,
        /** The bytes of a member whose files do not differ: it is compressed in another way, or its padding differs. */
        ENCODING
    }

    /** For a log. */
    @Override
    public String toString() {
        String where = (member + " " + path).strip();
        return (where.isEmpty() ? "" : where + ": ") + part.name().toLowerCase(Locale.ROOT) + ": "
                + (first.isEmpty() ? "nothing" : "'" + first + "'") + " became "
                + (second.isEmpty() ? "nothing" : "'" + second + "'");
    }
}

package io.umlmachine.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A binary package as a file, as deb(5) describes it: what it would install is read, and nothing is installed. */
public final class DebFile {

    private static final String DATA = "data.tar";
    private static final int MEMORY_LIMIT_KIB = 256 << 10;

    private DebFile() {}

    /** Gets the regular files of a package. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One file.
         *
         * @param path where it would be installed, absolute
         * @param content what it holds; need not be read
         * @return whether to go on; unpacking the rest of a large package takes seconds
         */
        boolean visit(String path, InputStream content) throws IOException;

        /**
         * One symbolic link.
         *
         * @param path where it would be installed, absolute
         * @param target where it leads, as it is written
         * @return whether to go on
         */
        default boolean visitLink(String path, String target) throws IOException {
            return true;
        }
    }

    /**
     * Shows a package's regular files and symbolic links, until the visitor has seen enough.
     *
     * @throws IOException if the file cannot be read, is no package, or is compressed in a way that is not understood
     */
    public static void read(Path deb, Visitor visitor) throws IOException {
        try (ArArchiveInputStream members =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                if (member.getName().startsWith(DATA)) {
                    readData(decompressed(DATA, member.getName(), members), visitor);
                    return;
                }
            }
        }
        throw new IOException("it has no member " + DATA);
    }

    /** A member, whose name is {@code plain} and what tells how it is compressed. */
    static InputStream decompressed(String plain, String name, InputStream member) throws IOException {
        return switch (name.substring(plain.length())) {
            case "" -> member;
            case ".gz" -> new GZIPInputStream(member);
            case ".xz" -> new XZInputStream(member, MEMORY_LIMIT_KIB);
            default ->
                throw new IOException(
                        "its member " + name + " is compressed in a way that is not understood, which xz and gzip are");
        };
    }

    private static void readData(InputStream data, Visitor visitor) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(data);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = absolute(entry.getName());
            if (isRegular(entry) && !visitor.visit(path, tar)) {
                return;
            }
            if (entry.isSymbolicLink() && !visitor.visitLink(path, entry.getLinkName())) {
                return;
            }
        }
    }

    /** The entry's own word for it takes links for files. */
    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
    }

    /** Where an entry would be installed, whose name is relative to the root directory. */
    static String absolute(String name) {
        String relative = name.startsWith("./") ? name.substring(2) : name;
        return relative.startsWith("/") ? relative : "/" + relative;
    }
}

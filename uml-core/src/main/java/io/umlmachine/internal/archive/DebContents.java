package io.umlmachine.internal.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What a binary package says of itself and would install, as deb(5) describes it. The package may be hostile: it is read
 * to certain limits, of memory and of bytes once decompressed. Immutable and thread-safe.
 *
 * @param control the text of its control file
 * @param entries what it would install, in its order, without directories
 * @param whole whether these are all
 */
public record DebContents(String control, List<Entry> entries, boolean whole) {

    private static final String CONTROL = "control.tar";
    private static final String DATA = "data.tar";

    /** A control file is as large as the description in it. */
    private static final int LARGEST_CONTROL = 1 << 20;

    /** Headers with two paths of 4096 bytes, and some numbers. */
    private static final int LARGEST_HEADER = 256 << 10;

    private static final int MOST_ENTRIES = 50_000;

    /** To decompress as much takes some ten seconds. */
    private static final long LARGEST = 2L << 30;

    /** Copies the list. */
    public DebContents {
        entries = List.copyOf(entries);
    }

    /**
     * Something that is installed.
     *
     * @param path where, absolute
     * @param size the bytes of a file; 0 for a link
     * @param link where a symbolic or hard link leads, as it is written
     */
    public record Entry(String path, long size, Optional<String> link) {}

    /**
     * Reads a package.
     *
     * @throws IOException if the file cannot be read, is no package, or is compressed in a way that is not understood
     */
    public static DebContents read(Path deb) throws IOException {
        Optional<String> control = Optional.empty();
        try (ArArchiveInputStream members =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                String name = member.getName();
                if (name.startsWith(CONTROL)) {
                    control = Optional.of(control(DebFile.decompressed(CONTROL, name, members)));
                } else if (name.startsWith(DATA)) {
                    String text = control.orElseThrow(() -> new IOException("it has no member " + CONTROL));
                    return data(text, DebFile.decompressed(DATA, name, members));
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Of the archives' reader, where numbers in them are none.
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
        throw new IOException("it has no member " + DATA);
    }

    private static String control(InputStream member) throws IOException {
        Rationed rationed = new Rationed(member);
        rationed.grant(LARGEST_CONTROL);
        TarArchiveInputStream tar = tar(rationed);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (DebFile.absolute(entry.getName()).equals("/control")) {
                return new String(tar.readNBytes(LARGEST_CONTROL), StandardCharsets.UTF_8);
            }
        }
        throw new IOException("it has no control file");
    }

    private static DebContents data(String control, InputStream member) throws IOException {
        Rationed rationed = new Rationed(member);
        TarArchiveInputStream tar = tar(rationed);
        List<Entry> entries = new ArrayList<>();
        long read = 0;
        while (true) {
            rationed.grant(LARGEST_HEADER);
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                return new DebContents(control, entries, true);
            }
            read += Math.max(0, entry.getSize());
            if (entries.size() == MOST_ENTRIES || read > LARGEST) {
                return new DebContents(control, entries, false);
            }
            if (!entry.isDirectory()) {
                entries.add(entry(entry));
            }
            // What is left of the entry is read here, so that the next ration is for a header alone.
            rationed.grant(LARGEST);
            tar.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static Entry entry(TarArchiveEntry entry) {
        boolean link = entry.isSymbolicLink() || entry.isLink();
        return new Entry(
                DebFile.absolute(entry.getName()),
                link ? 0 : entry.getSize(),
                link ? Optional.of(entry.getLinkName()) : Optional.empty());
    }

    private static TarArchiveInputStream tar(InputStream in) {
        return new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    }

    /** Gives out no more than was granted: a header that never ends would fill the memory. */
    private static final class Rationed extends FilterInputStream {

        private long left;

        Rationed(InputStream in) {
            super(in);
        }

        void grant(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            take(1);
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            take(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            take(skipped);
            return skipped;
        }

        private void take(long count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new IOException("it is damaged: a part of it is larger than makes sense");
            }
        }
    }
}

package io.umlmachine.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes binary packages that hold a few files. */
public final class TinyDeb {

    private TinyDeb() {}

    /**
     * A package as Debian compresses it.
     *
     * @param files what it holds, by paths like {@code ./usr/bin/true}
     * @return the file
     * @throws IOException never
     */
    public static byte[] of(Map<String, byte[]> files) throws IOException {
        return withData("data.tar.xz", xz(tar(files)));
    }

    /**
     * A package with a data member of the caller's.
     *
     * @param member the member's name
     * @param data what it holds
     * @return the file
     * @throws IOException never
     */
    public static byte[] withData(String member, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(bytes)) {
            put(ar, "debian-binary", "2.0\n".getBytes());
            put(ar, "control.tar.xz", xz(tar(Map.of())));
            put(ar, member, data);
        }
        return bytes.toByteArray();
    }

    /**
     * A text or anything else, compressed.
     *
     * @param content what is compressed
     * @return the file
     * @throws IOException never
     */
    public static byte[] xz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(bytes, new LZMA2Options(0))) {
            xz.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            // Links under names that are looked for, as libc6 has one: they must not be taken for files.
            tar.putArchiveEntry(link("./usr/lib64/ld-tiny.so", "../lib/x86_64-linux-gnu/ld-tiny.so"));
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }
}

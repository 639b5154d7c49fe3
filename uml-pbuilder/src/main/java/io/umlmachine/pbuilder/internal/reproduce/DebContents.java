package io.umlmachine.pbuilder.internal.reproduce;

import io.umlmachine.internal.archive.Checksum;
import io.umlmachine.pbuilder.ResultException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * All that is in a binary package, deb(5): its members in order, and the files in those that are archives. Immutable.
 *
 * @param members in their order
 */
record DebContents(List<Member> members) {

    private static final int MEMORY_LIMIT_KIB = 256 << 10;

    /**
     * A member.
     *
     * @param header what ar(5) says of it
     * @param sha256 of its bytes as they are
     * @param files in their order; empty if it is no archive, or compressed in a way that is not understood
     */
    record Member(String name, String header, String sha256, Optional<List<Entry>> files) {

        /** The name without what tells how it is compressed. */
        String stem() {
            return name.replaceFirst("(\\.tar)\\.[a-z0-9]+$", "$1");
        }
    }

    /**
     * A file in a member.
     *
     * @param type what kind of file it is
     * @param content of a file that was asked for
     */
    record Entry(
            String path,
            String type,
            String mode,
            String owner,
            String time,
            String link,
            String content,
            Optional<byte[]> bytes) {}

    /** Says which contents are wanted. */
    @FunctionalInterface
    interface Wanted {
        boolean is(String stem, String path, long size);
    }

    /**
     * Reads a package.
     *
     * @throws ResultException if it is none
     */
    static DebContents read(Path deb, Wanted wanted) throws IOException {
        List<Member> members = new ArrayList<>();
        try (ArArchiveInputStream archive =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
            for (ArArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                members.add(member(entry, archive, wanted));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ResultException(deb + " is no binary package: " + e.getMessage(), e);
        }
        return new DebContents(List.copyOf(members));
    }

    private static Member member(ArArchiveEntry entry, InputStream archive, Wanted wanted) throws IOException {
        String header = Instant.ofEpochSecond(entry.getLastModified()) + " " + entry.getUserId() + ":"
                + entry.getGroupId() + " " + Integer.toOctalString(entry.getMode());
        Digested digested = new Digested(archive);
        Member bare = new Member(entry.getName(), header, "", Optional.empty());
        Optional<InputStream> tar = decompressed(entry.getName(), digested);
        Optional<List<Entry>> files = Optional.empty();
        if (tar.isPresent()) {
            files = Optional.of(entries(tar.get(), wanted, bare.stem()));
        }
        return new Member(bare.name(), header, digested.finish(), files);
    }

    private static Optional<InputStream> decompressed(String name, InputStream member) throws IOException {
        if (name.endsWith(".tar")) {
            return Optional.of(member);
        }
        if (name.endsWith(".tar.gz")) {
            return Optional.of(new GZIPInputStream(member));
        }
        return name.endsWith(".tar.xz") ? Optional.of(new XZInputStream(member, MEMORY_LIMIT_KIB)) : Optional.empty();
    }

    private static List<Entry> entries(InputStream in, Wanted wanted, String stem) throws IOException {
        List<Entry> entries = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            boolean keep = wanted.is(stem, entry.getName(), entry.getSize());
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            MessageDigest sha256 = Checksum.digest();
            OutputStream out = keep ? kept : OutputStream.nullOutputStream();
            long size = tar.transferTo(new DigestOutputStream(out, sha256));
            entries.add(new Entry(
                    entry.getName(),
                    type(entry),
                    "%04o".formatted(entry.getMode() & 07777),
                    entry.getUserName() + "(" + entry.getLongUserId() + "):" + entry.getGroupName() + "("
                            + entry.getLongGroupId() + ")",
                    entry.getLastModifiedTime().toInstant().toString(),
                    entry.isBlockDevice() || entry.isCharacterDevice()
                            ? entry.getDevMajor() + ":" + entry.getDevMinor()
                            : entry.getLinkName(),
                    size + " bytes, SHA-256 " + HexFormat.of().formatHex(sha256.digest()),
                    keep ? Optional.of(kept.toByteArray()) : Optional.empty()));
        }
        return List.copyOf(entries);
    }

    private static String type(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return "directory";
        }
        if (entry.isSymbolicLink()) {
            return "symbolic link";
        }
        if (entry.isLink()) {
            return "hard link";
        }
        if (entry.isBlockDevice() || entry.isCharacterDevice()) {
            return "device";
        }
        return entry.isFIFO() ? "pipe" : "file";
    }

    /** Digests all that is read through it, and what is not. */
    private static final class Digested extends InputStream {

        private final InputStream in;
        private final MessageDigest sha256 = Checksum.digest();

        private Digested(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            if (got > 0) {
                sha256.update(bytes, offset, got);
            }
            return got;
        }

        private String finish() throws IOException {
            transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}

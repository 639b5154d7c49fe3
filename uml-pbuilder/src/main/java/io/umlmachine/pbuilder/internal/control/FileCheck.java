package io.umlmachine.pbuilder.internal.control;

import io.umlmachine.internal.archive.Checksum;
import io.umlmachine.pbuilder.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Holds files against what a list says of them. */
public final class FileCheck {

    private FileCheck() {}

    /**
     * Checks a file. A symbolic link is not followed: a guest may have made it.
     *
     * @return what is wrong, or empty if nothing is
     */
    public static Optional<String> verify(Path directory, FileEntry entry) throws IOException {
        Path file = directory.resolve(entry.name());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file + " is " + (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "no file" : "missing"));
        }
        return transfer(file, OutputStream.nullOutputStream(), entry);
    }

    /**
     * Copies a file and checks the copy, so that what was checked is what is used afterwards. Links are followed.
     *
     * @return what is wrong, or empty if nothing is
     */
    public static Optional<String> copy(Path from, FileEntry entry, Path to) throws IOException {
        Path file = from.resolve(entry.name());
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + " is " + (Files.exists(file) ? "no file" : "missing"));
        }
        try (OutputStream out = Files.newOutputStream(to.resolve(entry.name()), StandardOpenOption.CREATE_NEW)) {
            return transfer(file, out, entry);
        }
    }

    /** A check of one file. */
    @FunctionalInterface
    public interface Check {
        Optional<String> of(FileEntry entry) throws IOException;
    }

    /** What is wrong with which of several files. */
    public static List<String> problems(List<FileEntry> entries, Check check) throws IOException {
        List<String> problems = new ArrayList<>();
        for (FileEntry entry : entries) {
            check.of(entry).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> transfer(Path file, OutputStream out, FileEntry entry) throws IOException {
        MessageDigest sha256 = Checksum.digest();
        long size;
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream digested = new DigestOutputStream(out, sha256)) {
            size = in.transferTo(digested);
        }
        if (size != entry.size()) {
            return Optional.of(file + " has " + size + " bytes and should have " + entry.size());
        }
        String digest = HexFormat.of().formatHex(sha256.digest());
        return digest.equals(entry.sha256())
                ? Optional.empty()
                : Optional.of(file + " has the SHA-256 digest " + digest + " and should have " + entry.sha256());
    }

    /** The SHA-256 of a file, in hexadecimal digits. Links are followed. */
    public static String sha256(Path file) throws IOException {
        MessageDigest sha256 = Checksum.digest();
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            in.transferTo(digested);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}

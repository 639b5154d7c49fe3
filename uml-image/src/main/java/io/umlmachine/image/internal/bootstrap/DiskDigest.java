package io.umlmachine.image.internal.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digest of a disk's data: the SHA-256 of each block of 4 KiB that is not all zero, preceded by its number as eight
 * bytes, the highest first. Most of a disk is a hole, and to digest zeros would take longer than to unpack the packages.
 */
final class DiskDigest {

    private static final int BLOCK = 4096;
    private static final int BUFFER = 256 * BLOCK;
    private static final byte[] ZEROS = new byte[BLOCK];

    private DiskDigest() {}

    /** Hears how much has been read. */
    @FunctionalInterface
    interface Listener {
        /** So many bytes of so many. */
        void read(long done, long total);
    }

    /** Reads a whole disk. */
    static String of(Path disk) throws IOException {
        return of(disk, (done, total) -> {});
    }

    /** Reads a whole disk, and tells how far it has come. */
    static String of(Path disk, Listener listener) throws IOException {
        long size = Files.size(disk);
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(disk)) {
            long number = 0;
            for (int length = in.readNBytes(buffer, 0, BUFFER); length > 0; length = in.readNBytes(buffer, 0, BUFFER)) {
                for (int from = 0; from < length; from += BLOCK) {
                    add(digest, number++, buffer, from, Math.min(from + BLOCK, length));
                }
                listener.read(Math.min(size, number * BLOCK), size);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, long number, byte[] buffer, int from, int to) {
        if (!Arrays.equals(buffer, from, to, ZEROS, 0, to - from)) {
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
            digest.update(buffer, from, to - from);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}

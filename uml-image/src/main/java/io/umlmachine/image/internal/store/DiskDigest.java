package io.umlmachine.image.internal.store;

import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The digest of a disk's data: the SHA-256 of each block of 4 KiB that is not all zero, preceded by its number as eight
 * bytes, the highest first. Most of a disk is a hole, and to digest zeros would take longer than to unpack the packages.
 */
public final class DiskDigest {

    private static final int BLOCK = 4096;
    private static final int BUFFER = 256 * BLOCK;
    private static final byte[] ZEROS = new byte[BLOCK];

    private DiskDigest() {}

    /** Hears how much has been read. */
    @FunctionalInterface
    public interface Listener {
        /** So many bytes of so many. */
        void read(long done, long total);
    }

    /** Reads what there is of a disk besides holes. */
    public static String of(Path disk) throws IOException {
        return of(disk, (done, total) -> {});
    }

    /** Reads what there is of a disk besides holes, and tells how far it has come. */
    public static String of(Path disk, Listener listener) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
            List<Extent> extents = DataExtents.of(disk.toAbsolutePath(), channel.size());
            long total = extents.stream().mapToLong(Extent::length).sum();
            long done = 0;
            for (Extent extent : extents) {
                for (long at = extent.offset(); at < extent.end(); at += buffer.limit()) {
                    fill(buffer, channel, at, Math.min(BUFFER, extent.end() - at));
                    add(digest, at / BLOCK, buffer);
                    done += buffer.limit();
                    listener.read(done, total);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void fill(ByteBuffer buffer, FileChannel channel, long at, long length) throws IOException {
        buffer.clear().limit((int) length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("The disk became smaller while it was read");
            }
        }
    }

    private static void add(MessageDigest digest, long first, ByteBuffer blocks) {
        for (int from = 0; from < blocks.limit(); from += BLOCK) {
            add(digest, first + from / BLOCK, blocks.array(), from, Math.min(from + BLOCK, blocks.limit()));
        }
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

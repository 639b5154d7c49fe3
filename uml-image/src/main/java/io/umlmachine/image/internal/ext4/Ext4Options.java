package io.umlmachine.image.internal.ext4;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.disk.Epoch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * What a file system is to be. Immutable and thread-safe.
 *
 * @param size the size of the disk, a multiple of 4 KiB
 * @param freeSpace how much of it is to be free, if it is to be no larger than needed
 * @param epoch the time of everything that has no time of its own
 * @param uuid what tells it from other file systems
 * @param hashSeed what large directories are sorted by
 */
public record Ext4Options(ByteSize size, Optional<ByteSize> freeSpace, Epoch epoch, UUID uuid, UUID hashSeed) {

    private static final long VERSION_MASK = 0xffff_ffff_ffff_0fffL;
    private static final long VERSION_CUSTOM = 0x8000;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

    /**
     * Options with identifiers that depend on nothing but what is to be written.
     *
     * @param identity what tells it from other file systems
     */
    public static Ext4Options of(ByteSize size, Optional<ByteSize> freeSpace, Epoch epoch, String identity) {
        String seed = identity + " of " + epoch.seconds();
        return new Ext4Options(size, freeSpace, epoch, derived("disk " + seed), derived("directories " + seed));
    }

    /** A UUID of version 8 (RFC 9562), which holds the beginning of a SHA-256. */
    private static UUID derived(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bits = ByteBuffer.wrap(digest);
            return new UUID(
                    bits.getLong() & VERSION_MASK | VERSION_CUSTOM, bits.getLong() & VARIANT_MASK | VARIANT_RFC);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}

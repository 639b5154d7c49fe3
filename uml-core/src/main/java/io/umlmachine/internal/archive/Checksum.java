package io.umlmachine.internal.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * What a file must be.
 *
 * @param size its length in bytes
 * @param sha256 its SHA-256, 64 digits in lower case
 */
public record Checksum(long size, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks the digits. */
    public Checksum {
        if (size < 0 || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Not a size and a SHA-256: " + size + " " + sha256);
        }
    }

    /** A new digest of the kind that archives use. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}

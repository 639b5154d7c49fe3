package io.umlmachine.pbuilder;

import java.util.regex.Pattern;

/**
 * A file that a .dsc or .changes file lists.
 *
 * @param name its name, which is no path
 * @param size its size in bytes
 * @param sha256 its SHA-256 digest, 64 lower-case hexadecimal digits
 */
public record FileEntry(String name, long size, String sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~_:@%=-]{0,254}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the parts.
     *
     * @param name the name
     * @param size the size
     * @param sha256 the digest
     * @throws IllegalArgumentException if the name is a path or holds what names of Debian's files do not, the size is
     *     negative, or the digest is none
     */
    public FileEntry {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no plain file name");
        }
        if (size < 0) {
            throw new IllegalArgumentException("The size of " + name + " is negative: " + size);
        }
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("The SHA-256 digest of " + name + " is none: " + sha256);
        }
    }
}

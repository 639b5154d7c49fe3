package io.umlmachine.internal.unix;

/**
 * A part of a file.
 *
 * @param offset where it begins
 * @param length how long it is, in bytes
 */
public record Extent(long offset, long length) {

    /** Where it ends. */
    public long end() {
        return offset + length;
    }
}

package io.umlmachine;

/**
 * Sectors of a disk that follow each other. Immutable and thread-safe.
 *
 * @param first the number of the first one, from 0
 * @param count how many, at least 1
 */
public record SectorRange(long first, long count) {

    /**
     * Checks the numbers.
     *
     * @param first the number of the first one, from 0
     * @param count how many, at least 1
     * @throws IllegalArgumentException if they are no range
     */
    public SectorRange {
        if (first < 0 || count < 1 || first + count < 0) {
            throw new IllegalArgumentException("Not a range of sectors: " + count + " from " + first);
        }
    }
}

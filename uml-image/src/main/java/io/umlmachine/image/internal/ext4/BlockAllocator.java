package io.umlmachine.image.internal.ext4;

import java.io.IOException;

/**
 * Gives blocks to files, one after the other without a gap but for the groups' own tables. So whoever asks in the same order
 * gets the same blocks, and which are free is told by one number. Not thread-safe.
 */
final class BlockAllocator {

    private final Geometry geometry;
    private long next;
    private long given;

    BlockAllocator(Geometry geometry) {
        this.geometry = geometry;
        this.next = geometry.firstData(0);
    }

    /**
     * Blocks in a row.
     *
     * @param begin the first
     * @param count how many
     */
    record Run(long begin, int count) {}

    /**
     * Gives some blocks: as many as are wanted, or fewer if they would not be in a row.
     *
     * @throws DiskFullException if there are none
     */
    Run allocate(int wanted) throws IOException {
        if (next >= geometry.blocks()) {
            throw new DiskFullException("all files", geometry.blocks());
        }
        int group = geometry.groupOf(next);
        next = Math.max(next, geometry.firstData(group));
        int count = (int) Math.min(wanted, geometry.groupEnd(group) - next);
        Run run = new Run(next, count);
        next += count;
        given += count;
        return run;
    }

    /** How many blocks were given. */
    long given() {
        return given;
    }

    /** The first block of a group that is free; its end if none is. */
    long firstFree(int group) {
        return Math.min(geometry.groupEnd(group), Math.max(next, geometry.firstData(group)));
    }
}

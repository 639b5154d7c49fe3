package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A generation of an image in a store, as it was found. Immutable and thread-safe.
 *
 * @param name its image and number
 * @param disk the file of its disk, which must not be changed
 * @param manifest what is known about it
 * @param current whether it is the one that machines get
 * @param inUse whether somebody used it, in this program or another
 * @param lastUse when somebody last began or ended to use it; when it was made, if nobody did
 * @param diskUse what its files take of the file system; blocks that it shares with other files count in full
 * @param size the size of its disk, holes included
 */
public record StoredGeneration(
        GenerationName name,
        Path disk,
        ImageManifest manifest,
        boolean current,
        boolean inUse,
        Instant lastUse,
        ByteSize diskUse,
        ByteSize size) {

    /**
     * Its number.
     *
     * @return from 1; a number is never given twice
     */
    public int number() {
        return name.number();
    }
}

package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.util.List;

/**
 * What {@link ImageStore#gc} did. Immutable and thread-safe.
 *
 * @param removed the generations that are gone, parts that killed programs left included
 * @param freed what they took of the file system; less comes free where other files share their blocks
 * @param inUse the generations that would have gone, but somebody used them
 * @param busy the images that were left alone because a generation of them is being made
 * @param failures what could not be removed
 * @param remaining what the store takes now
 */
public record GcReport(
        List<GenerationName> removed,
        ByteSize freed,
        List<GenerationName> inUse,
        List<String> busy,
        List<StoreProblem> failures,
        ByteSize remaining) {

    /**
     * Copies the lists.
     *
     * @param removed the generations that are gone
     * @param freed what they took of the file system
     * @param inUse the generations that would have gone, but somebody used them
     * @param busy the images that were left alone because a generation of them is being made
     * @param failures what could not be removed
     * @param remaining what the store takes now
     */
    public GcReport {
        removed = List.copyOf(removed);
        inUse = List.copyOf(inUse);
        busy = List.copyOf(busy);
        failures = List.copyOf(failures);
    }
}

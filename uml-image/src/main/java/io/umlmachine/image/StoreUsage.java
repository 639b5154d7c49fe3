package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store takes of its file system: allocated blocks, so that holes count for nothing; blocks that files share count
 * once for each. Immutable and thread-safe.
 *
 * @param images each image, by its name
 * @param logs the logs of failed attempts
 * @param work what is being made, and what killed programs left of it
 */
public record StoreUsage(SortedMap<String, ByteSize> images, ByteSize logs, ByteSize work) {

    /**
     * Copies the map.
     *
     * @param images each image, by its name
     * @param logs the logs of failed attempts
     * @param work what is being made, and what killed programs left of it
     */
    public StoreUsage {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /**
     * All of it.
     *
     * @return the sum
     */
    public ByteSize total() {
        long bytes = images.values().stream().mapToLong(ByteSize::bytes).sum();
        return new ByteSize(bytes + logs.bytes() + work.bytes());
    }
}

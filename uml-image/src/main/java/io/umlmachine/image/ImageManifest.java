package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about one generation of an image; kept beside it as JSON. Immutable and thread-safe.
 *
 * @param name the image's name
 * @param generation its number, from 1
 * @param recipe what it was made from
 * @param layers what comes on top of the recipe, the lowest first
 * @param operation how it came to be
 * @param base the generation that it was made from, if it was made from one
 * @param created when it was made
 * @param dataSha256 the SHA-256, in hexadecimal digits, of the blocks of 4 KiB that are not all zero, each preceded by its
 *     number as eight bytes, the highest first
 * @param size the size of the disk
 * @param kernel the kernel, by its release, under which it was checked
 * @param tools the programs that made it, with their versions
 * @param packages the packages in it, with their versions
 * @param phases how long each phase took
 */
public record ImageManifest(
        String name,
        int generation,
        ImageRecipe recipe,
        List<ImageLayer> layers,
        ImageOperation operation,
        Optional<GenerationName> base,
        Instant created,
        String dataSha256,
        ByteSize size,
        String kernel,
        SortedMap<String, String> tools,
        SortedMap<String, String> packages,
        Map<ImagePhase, Duration> phases) {

    /**
     * Copies the collections.
     *
     * @param name the image's name
     * @param generation its number, from 1
     * @param recipe what it was made from
     * @param layers what comes on top of the recipe, the lowest first
     * @param operation how it came to be
     * @param base the generation that it was made from, if it was made from one
     * @param created when it was made
     * @param dataSha256 the SHA-256, in hexadecimal digits, of the blocks of 4 KiB that are not all zero, each preceded by its
     *     number as eight bytes, the highest first
     * @param size the size of the disk
     * @param kernel the kernel, by its release, under which it was checked
     * @param tools the programs that made it, with their versions
     * @param packages the packages in it, with their versions
     * @param phases how long each phase took
     */
    public ImageManifest {
        layers = List.copyOf(layers);
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
        Map<ImagePhase, Duration> ordered = new EnumMap<>(ImagePhase.class);
        ordered.putAll(phases);
        phases = Collections.unmodifiableMap(ordered);
    }
}

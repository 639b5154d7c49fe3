package io.umlmachine.image;

/**
 * A generation of an image in a store. Immutable and thread-safe.
 *
 * @param image the image's name, such as {@code bookworm-minbase-1a2b3c4d}
 * @param number the generation's number, from 1
 */
public record GenerationName(String image, int number) {

    /** In one word, such as {@code bookworm-minbase-1a2b3c4d/3}. */
    @Override
    public String toString() {
        return image + "/" + number;
    }
}

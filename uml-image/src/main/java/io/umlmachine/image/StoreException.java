package io.umlmachine.image;

import io.umlmachine.ComponentException;
import java.util.OptionalInt;

/** What was asked of an {@link ImageStore} cannot be done as the store is. It has not changed. */
public final class StoreException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String image;
    private final int number;

    /** Why it cannot be done. */
    public enum Reason {
        /** There is no image of that name. */
        NO_IMAGE,
        /** The image has no such generation, or none that could be meant. */
        NO_GENERATION,
        /** Somebody uses a generation that would have to go. */
        IN_USE,
        /** The generation is the current one, which only goes with its image. */
        CURRENT,
        /** A file of the image is missing or cannot be understood. */
        DAMAGED
    }

    /**
     * A refusal about an image.
     *
     * @param reason why
     * @param image the image's name
     * @param what what happened, where, and what to do
     */
    public StoreException(Reason reason, String image, String what) {
        super(what);
        this.reason = reason;
        this.image = image;
        this.number = 0;
    }

    /**
     * A refusal about one generation.
     *
     * @param reason why
     * @param generation the generation
     * @param what what happened, where, and what to do
     */
    public StoreException(Reason reason, GenerationName generation, String what) {
        super(what);
        this.reason = reason;
        this.image = generation.image();
        this.number = generation.number();
    }

    /**
     * Why it cannot be done.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The image that it is about.
     *
     * @return its name in the store
     */
    public String image() {
        return image;
    }

    /**
     * The generation that it is about.
     *
     * @return its number; empty if it is about the whole image
     */
    public OptionalInt generation() {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}

package io.umlmachine.image;

import java.time.Duration;

/** What happens while an image is made. */
public sealed interface ImageEvent {

    /**
     * The image that is made.
     *
     * @return its name in the store
     */
    String image();

    /**
     * The phase in which it happens.
     *
     * @return the phase
     */
    ImagePhase phase();

    /**
     * A phase begins.
     *
     * @param image the image's name
     * @param phase the phase
     */
    record PhaseStarted(String image, ImagePhase phase) implements ImageEvent {}

    /**
     * A phase has ended well.
     *
     * @param image the image's name
     * @param phase the phase
     * @param duration how long it took
     */
    record PhaseFinished(String image, ImagePhase phase, Duration duration) implements ImageEvent {}

    /**
     * A tool has printed a line.
     *
     * @param image the image's name
     * @param phase the phase
     * @param line the line, without its newline
     */
    record LogLine(String image, ImagePhase phase, String line) implements ImageEvent {}
}

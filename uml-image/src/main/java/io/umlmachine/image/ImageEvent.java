package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * A phase has come so far.
     *
     * @param image the image's name
     * @param phase the phase
     * @param percent how much of the phase is done, 0 to 100; an estimate that does not fall
     * @param done how many bytes have been fetched or written
     * @param total how many there will be, if that is known
     */
    record Progress(String image, ImagePhase phase, int percent, ByteSize done, Optional<ByteSize> total)
            implements ImageEvent {}
}

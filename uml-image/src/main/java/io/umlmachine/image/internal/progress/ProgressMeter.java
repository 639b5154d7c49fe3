package io.umlmachine.image.internal.progress;

import io.umlmachine.ByteSize;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImagePhase;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Turns what an attempt to make an image prints, reads and writes into events that tell how far a phase has come. They come
 * one at a time, when the percentage has risen or a megabyte has been done, and never fall. Thread-safe.
 */
public final class ProgressMeter {

    private static final long NOTEWORTHY = 1 << 20;
    private static final int ALL = 100;

    private final String image;
    private final Consumer<ImageEvent> listener;
    private final DebootstrapGauge debootstrap = new DebootstrapGauge();
    private ImagePhase phase = ImagePhase.RESOLVE;
    private Gauge gauge = new AptGauge();
    private int percent;
    private long done;
    private OptionalLong total = OptionalLong.empty();
    private boolean told;

    /**
     * A meter for one attempt.
     *
     * @param image the image's name
     * @param listener who hears of the progress
     */
    public ProgressMeter(String image, Consumer<ImageEvent> listener) {
        this.image = image;
        this.listener = listener;
    }

    /** Begins at nought. */
    public synchronized void begin(ImagePhase next) {
        phase = next;
        percent = 0;
        done = 0;
        total = OptionalLong.empty();
        told = false;
        gauge = switch (next) {
            case BOOTSTRAP -> new Furthest(new MmdebstrapGauge(), debootstrap);
            case SECOND_STAGE -> new Furthest(new SecondStageGauge(debootstrap.packages()), new AptGauge());
            default -> new AptGauge();
        };
    }

    /** Looks at a line that was printed. */
    public synchronized void line(String line) {
        gauge.line(line);
        tell((int) (gauge.share() * ALL), gauge.done(), gauge.total());
    }

    /** Takes note of bytes that were written or read, of as many as there will be. */
    public synchronized void bytes(long soFar, long whole) {
        int share = whole <= 0 ? 0 : (int) Math.min(ALL, (double) soFar / whole * ALL);
        tell(share, soFar, OptionalLong.of(Math.max(soFar, whole)));
    }

    /** All of the phase is done; said of a phase only of which something was told. */
    public synchronized void end() {
        if (told) {
            tell(ALL, total.isPresent() ? total.getAsLong() : done, total);
        }
    }

    private void tell(int share, long bytes, OptionalLong whole) {
        int higher = Math.min(ALL, Math.max(percent, share));
        long more = Math.max(done, bytes);
        if (higher == percent && more - done < NOTEWORTHY && !(told && higher == ALL && more > done)) {
            return;
        }
        percent = higher;
        done = more;
        total = whole.isPresent() ? OptionalLong.of(Math.max(whole.getAsLong(), more)) : whole;
        told = true;
        Optional<ByteSize> size = total.isPresent() ? Optional.of(new ByteSize(total.getAsLong())) : Optional.empty();
        listener.accept(new ImageEvent.Progress(image, phase, percent, new ByteSize(done), size));
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.unix.AllocatedSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a command may take.
 *
 * @param time how long it may run
 * @param output how many bytes it may print
 * @param disk how many bytes of the host's disk the machine may take
 * @param overlay where that is measured
 */
public record Limits(
        Optional<Duration> time, Optional<ByteSize> output, Optional<ByteSize> disk, Optional<Path> overlay) {

    private static final Logger LOG = LoggerFactory.getLogger(Limits.class);

    /** As much as it likes. */
    public static Limits none() {
        return new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Only so much time. */
    public static Limits of(Optional<Duration> time) {
        return new Limits(time, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What a command took too much of. */
    public enum Excess {
        TIME,
        OUTPUT,
        DISK
    }

    Watch start() {
        return new Watch(this);
    }

    /** Watches over one command. Thread-safe. */
    static final class Watch {

        private final Limits limits;
        private final long begin = System.nanoTime();
        private final AtomicLong printed = new AtomicLong();

        private Watch(Limits limits) {
            this.limits = limits;
        }

        /**
         * Takes note of output.
         *
         * @return how many of the bytes may still be passed on
         */
        int print(int length) {
            long before = printed.getAndAdd(length);
            if (limits.output().isEmpty()) {
                return length;
            }
            long left = limits.output().get().bytes() - before;
            return (int) Math.max(0, Math.min(length, left));
        }

        long printed() {
            return printed.get();
        }

        Optional<Excess> excess() {
            if (limits.time()
                    .filter(limit -> System.nanoTime() - begin >= limit.toNanos())
                    .isPresent()) {
                return Optional.of(Excess.TIME);
            }
            if (limits.output().filter(limit -> printed.get() > limit.bytes()).isPresent()) {
                return Optional.of(Excess.OUTPUT);
            }
            return limits.disk().filter(limit -> diskUse() > limit.bytes()).map(limit -> Excess.DISK);
        }

        private long diskUse() {
            try {
                return AllocatedSize.of(limits.overlay().orElseThrow());
            } catch (IOException e) {
                // It goes when the machine does, which others tell.
                LOG.debug("Cannot measure an overlay: {}", e.getMessage());
                return 0;
            }
        }
    }
}

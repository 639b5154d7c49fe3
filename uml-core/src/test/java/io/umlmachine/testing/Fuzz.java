package io.umlmachine.testing;

import java.time.Duration;
import java.util.Random;

/**
 * Tries something with random numbers again and again: a fixed number of times, or for as long as
 * {@code -Dumlmachine.fuzz.minutes=N} says. A failure names the seed that led to it.
 */
public final class Fuzz {

    private static final long START = 0x5eed;

    private Fuzz() {}

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * One attempt.
         *
         * @param random the source of everything that varies
         */
        void run(Random random) throws Exception;
    }

    /**
     * Tries.
     *
     * @param tries how often, unless a time was given
     * @param attempt what
     */
    public static void tries(int tries, Attempt attempt) {
        Integer minutes = Integer.getInteger("umlmachine.fuzz.minutes");
        long end = minutes == null
                ? Long.MAX_VALUE
                : System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        long first = minutes == null ? START : System.nanoTime();
        for (long i = 0; minutes == null ? i < tries : System.nanoTime() - end < 0; i++) {
            long seed = first + i;
            try {
                attempt.run(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("With new Random(" + seed + "L): " + e, e);
            }
        }
    }
}

package io.umlmachine.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a test again and again on random input, for as long as there is time: two seconds, or so many minutes as
 * {@code -Dumlmachine.fuzz.minutes} says. A case that fails, hangs or takes too much memory is named by its seed, and
 * {@code -Dumlmachine.fuzz.seed} runs that one alone.
 */
public final class Fuzz {

    private static final Duration USUAL = Duration.ofSeconds(2);

    /** Long for a busy host; what hangs takes longer. */
    private static final Duration CASE_PATIENCE = Duration.ofSeconds(60);

    /** Far more than any input of a test, far less than a length field of four bytes can ask for. */
    private static final long CASE_MEMORY = 256L << 20;

    private Fuzz() {}

    /** A test of one input. */
    @FunctionalInterface
    public interface Case {
        /**
         * Runs it.
         *
         * @param random where everything random in it comes from
         */
        void run(Random random) throws Exception;
    }

    /** How long a test runs. */
    public static Duration time() {
        double minutes = Double.parseDouble(System.getProperty("umlmachine.fuzz.minutes", "0"));
        return minutes > 0 ? Duration.ofMillis((long) (minutes * 60_000)) : USUAL;
    }

    /**
     * Runs cases until the time is up.
     *
     * @param test the test
     * @return how many ran
     */
    public static long run(Case test) throws InterruptedException {
        Long only = Long.getLong("umlmachine.fuzz.seed");
        AtomicLong seed = new AtomicLong();
        AtomicLong cases = new AtomicLong();
        FutureTask<Void> all = new FutureTask<>(
                () -> {
                    long end = System.nanoTime() + (only == null ? time().toNanos() : 0);
                    do {
                        seed.set(only == null ? new Random().nextLong() : only);
                        runOne(test, seed.get());
                        cases.incrementAndGet();
                    } while (System.nanoTime() < end);
                },
                null);
        Thread worker = new Thread(all, "fuzz");
        worker.setDaemon(true);
        worker.start();
        await(all, worker, seed, cases);
        return cases.get();
    }

    private static void runOne(Case test, long seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            test.run(new Random(seed));
        } catch (Exception | Error e) {
            throw new AssertionError(e + "\n" + replay(seed), e);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (allocated > CASE_MEMORY) {
            throw new AssertionError("One case took " + allocated + " bytes of memory. " + replay(seed));
        }
    }

    private static void await(FutureTask<Void> all, Thread worker, AtomicLong seed, AtomicLong cases)
            throws InterruptedException {
        while (true) {
            long before = cases.get();
            try {
                all.get(CASE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (ExecutionException e) {
                throw new AssertionError(
                        "Case " + cases.get() + ": " + e.getCause().getMessage(), e.getCause());
            } catch (TimeoutException e) {
                if (cases.get() == before) {
                    AssertionError hang = new AssertionError("A case hangs. " + replay(seed.get()));
                    hang.setStackTrace(worker.getStackTrace());
                    worker.interrupt();
                    throw hang;
                }
            }
        }
    }

    private static String replay(long seed) {
        return "Run this case again with -Dumlmachine.fuzz.seed=" + seed;
    }

    /**
     * Changes a few things in valid input: bits, bytes, numbers at their limits; cuts, doubles, moves, and drops parts.
     *
     * @param random where the choices come from
     * @param input what to change, which is left alone
     * @return a changed copy, of another length perhaps
     */
    public static byte[] mutate(Random random, byte[] input) {
        byte[] bytes = input.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = mutateOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] mutateOnce(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return random(random, 16);
        }
        int at = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(Math.min(64, bytes.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 2 -> {
                byte[] extreme = extreme(random);
                System.arraycopy(extreme, 0, bytes, at, Math.min(extreme.length, bytes.length - at));
                yield bytes;
            }
            case 3 -> splice(bytes, at, bytes.length - at, new byte[0]);
            case 4 -> splice(bytes, at, count, new byte[0]);
            case 5 -> splice(bytes, at, 0, random(random, 64));
            case 6 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + count));
            default -> {
                byte[] moved = Arrays.copyOfRange(bytes, at, at + count);
                byte[] rest = splice(bytes, at, count, new byte[0]);
                yield splice(rest, random.nextInt(rest.length + 1), 0, moved);
            }
        };
    }

    /** At most so many random bytes. */
    public static byte[] random(Random random, int limit) {
        byte[] bytes = new byte[random.nextInt(limit + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] extreme(Random random) {
        long[] values = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_535, 65_536, 65_537, Long.MAX_VALUE};
        long value = values[random.nextInt(values.length)];
        int width = 1 << random.nextInt(4);
        byte[] bytes = new byte[width];
        boolean little = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[little ? i : width - 1 - i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int count, byte[] replacement) {
        byte[] result = new byte[bytes.length - count + replacement.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(replacement, 0, result, at, replacement.length);
        System.arraycopy(bytes, at + count, result, at + replacement.length, bytes.length - at - count);
        return result;
    }
}

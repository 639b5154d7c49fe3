package io.umlmachine;

import io.umlmachine.internal.machine.PoolBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * Machines that have booted before they are asked for. All are of one description; each is handed out once, belongs to
 * its taker from then on, and ends when the taker closes it; another one is booted in its place. Thread-safe.
 *
 * <pre>{@code
 * try (MachinePool pool = MachinePool.of(UmlMachine.builder().image(Path.of("debian.img"))).size(4).open()) {
 *     try (UmlMachine vm = pool.take()) {
 *         vm.exec("true").orThrow();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Memory.</b> Idle machines must not keep others from booting. The pool refills itself only while there is room at
 * once ({@link Admission}) and nobody waits for room; and when a machine of this user waits for memory, in whatever Java
 * program, the pool closes idle machines, one after the other, until that one fits. So a pool shrinks, down to nothing,
 * while memory is short, and grows again afterwards. A boot that does not wait ({@link
 * Admission.ByMemory#waitingAtMost} of zero) gives the pool no time for that. A taker who finds no idle machine is served
 * by a boot with the policy of the description: it waits for room in line with all others.
 *
 * <p><b>Failures.</b> A machine that dies while it is idle is replaced. After a boot that failed the pool waits a second,
 * and twice as long each time up to half a minute, before it tries again by itself; a taker makes it try once a second.
 * A taker who waits gets the failure as soon as no other boot is under way: nobody waits for a machine that cannot boot.
 *
 * <p>Takers are served in the order in which they came. When this Java program ends, the idle machines end as others do.
 */
public interface MachinePool extends AutoCloseable {

    /**
     * Starts to describe a pool.
     *
     * @param machine the description of its machines as it is now; later changes of the builder do not matter
     * @return a builder with every option at its default
     * @throws IllegalStateException if the description lacks an image
     * @throws IllegalArgumentException if its machines cannot run side by side, because they write to one and the same
     *     disk ({@code direct()}, {@code cow(Path)}), or if it is no builder of {@link UmlMachine#builder()}
     */
    static Builder of(UmlMachine.Builder machine) {
        return new PoolBuilder(machine);
    }

    /**
     * Takes a machine, and waits for one if none is idle.
     *
     * @return a machine that runs; the caller closes it
     * @throws InterruptedException if the thread is interrupted
     * @throws BootException if none can be booted
     * @throws AdmissionException if there is no room for one
     * @throws PoolClosedException if the pool is closed, before or meanwhile
     */
    UmlMachine take() throws InterruptedException;

    /**
     * Takes a machine, and waits for one at most so long.
     *
     * @param timeout how long; zero does not wait
     * @return a machine that runs; the caller closes it
     * @throws InterruptedException if the thread is interrupted
     * @throws PoolTimeoutException if there is none in that time
     * @throws BootException if none can be booted
     * @throws AdmissionException if there is no room for one
     * @throws PoolClosedException if the pool is closed, before or meanwhile
     * @throws IllegalArgumentException if the time is negative
     */
    UmlMachine take(Duration timeout) throws InterruptedException;

    /**
     * Takes a machine if one is idle.
     *
     * @return a machine that runs, which the caller closes; or empty
     * @throws PoolClosedException if the pool is closed
     */
    Optional<UmlMachine> tryTake();

    /**
     * How many idle machines the pool keeps if it can.
     *
     * @return the number, at least one
     */
    int size();

    /**
     * How many machines can be taken at once.
     *
     * @return the number, which may change at any time
     */
    int idle();

    /**
     * Waits until so many machines are idle, so that the next takers do not wait: after the opening of a pool, for one. A
     * pool that finds no room, or whose machines do not boot, goes on trying; {@link #stats} tells.
     *
     * @param machines how many, from 1 to {@link #size}
     * @param timeout how long to wait at most; zero only looks
     * @return whether so many are idle; another taker may be faster
     * @throws InterruptedException if the thread is interrupted
     * @throws PoolClosedException if the pool is closed, before or meanwhile
     * @throws IllegalArgumentException if the pool never keeps so many, or the time is negative
     */
    boolean awaitIdle(int machines, Duration timeout) throws InterruptedException;

    /**
     * What the pool has done so far.
     *
     * @return the numbers at one moment
     */
    Stats stats();

    /**
     * Ends the pool: takers who wait fail with {@link PoolClosedException}, boots under way are given up, the idle
     * machines are closed in parallel. Machines that were handed out are left alone. Does nothing the second time; a
     * second caller waits for the first. An interrupted thread goes on cleaning up and keeps its interrupt.
     */
    @Override
    void close();

    /** Describes a pool. Not thread-safe. */
    interface Builder {

        /**
         * How many idle machines to keep. Default: 2.
         *
         * @param machines the number, at least one
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        Builder size(int machines);

        /**
         * How many machines to boot at once at the most, for takers and for the idle ones together. Default: as many as
         * this program may use CPUs.
         *
         * @param boots the number, at least one
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        Builder bootsAtOnce(int boots);

        /**
         * Opens the pool and returns at once; its machines boot in the background.
         *
         * @return the pool
         */
        MachinePool open();
    }

    /**
     * What a pool has done. Immutable and thread-safe.
     *
     * @param taken how many machines were handed out
     * @param hits how many of these were idle, so that the taker did not wait
     * @param booted how many boots succeeded
     * @param failed how many boots failed, not counting those for which there was no room
     * @param died how many machines died while they were idle
     * @param shrunk how many idle machines were closed because others waited for memory
     * @param lastBoot how long the last boot took that succeeded
     */
    record Stats(long taken, long hits, long booted, long failed, long died, long shrunk, Optional<Duration> lastBoot) {

        /**
         * The part of the takers who did not wait.
         *
         * @return a number from 0 to 1; 1 if nothing was taken
         */
        public double hitRate() {
            return taken == 0 ? 1 : (double) hits / taken;
        }
    }
}

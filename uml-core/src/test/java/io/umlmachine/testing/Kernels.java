package io.umlmachine.testing;

import io.umlmachine.DebianKernel;
import io.umlmachine.UmlKernel;

/**
 * The kernels that machines are tested with. Those of newer Debians come from the host's mirror at the first call, and
 * from the cache after that.
 */
public final class Kernels {

    private Kernels() {}

    /**
     * The host's own kernel: 6.1 on Debian 12.
     *
     * @return the kernel
     */
    public static UmlKernel installed() {
        return UmlKernel.locate();
    }

    /**
     * Debian 13's: 6.12.
     *
     * @return the kernel
     */
    public static UmlKernel trixie() {
        return get(() -> UmlKernel.fromDebian("trixie"));
    }

    /**
     * Debian 14's: 7.2, with seccomp mode.
     *
     * @return the kernel
     */
    public static UmlKernel forky() {
        // A mirror that is frozen at some day, for tests that repeat, has a release file of testing that has expired.
        return get(() -> DebianKernel.builder("forky").acceptExpired().build().fetch());
    }

    private interface Source {
        UmlKernel get() throws InterruptedException;
    }

    private static UmlKernel get(Source source) {
        try {
            return source.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while getting a kernel", e);
        }
    }
}

package io.umlmachine.testing;

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
        return fromDebian("trixie");
    }

    /**
     * Debian 14's: 7.2, with seccomp mode.
     *
     * @return the kernel
     */
    public static UmlKernel forky() {
        return fromDebian("forky");
    }

    private static UmlKernel fromDebian(String suite) {
        try {
            return UmlKernel.fromDebian(suite);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while getting a kernel", e);
        }
    }
}

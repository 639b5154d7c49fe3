package io.umlmachine.internal.mconsole;

import java.util.Optional;

/** Requests that kill a kernel by a bug of its own. Thread-safe. */
final class KernelBugs {

    private KernelBugs() {}

    /**
     * Why a key must not be sent.
     *
     * @param key the sysrq key
     * @param version what the kernel says of itself: {@code Linux (none) 6.1.176 #1 …}
     */
    static Optional<String> inSysrq(char key, String version) {
        // The list of tasks walks their stacks: "Segfault with no mm", or "Kernel mode fault".
        return key == 't' && version.contains(" 6.1.")
                ? Optional.of("sysrq t panics a kernel 6.1, which faults while it walks the stacks of its tasks;"
                        + " ask for stack of one task, or boot another kernel")
                : Optional.empty();
    }
}

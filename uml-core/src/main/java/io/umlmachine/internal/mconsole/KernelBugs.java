package io.umlmachine.internal.mconsole;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that kill a kernel by a bug of its own. Thread-safe. */
final class KernelBugs {

    /** {@code Linux (none) 6.1.176 #1 …}: the version comes third. */
    private static final Pattern VERSION = Pattern.compile("^\\S+ \\S+ (\\d{1,9})\\.");

    /** The first that lists its tasks and lives; 6.1 and 6.12 die of it, those between and after were not tried. */
    private static final int LISTS_TASKS = 7;

    private KernelBugs() {}

    /**
     * Why a key must not be sent.
     *
     * @param key the sysrq key
     * @param version what the kernel says of itself
     */
    static Optional<String> inSysrq(char key, String version) {
        Matcher matcher = VERSION.matcher(version);
        if (key == 't' && matcher.find() && Integer.parseInt(matcher.group(1)) < LISTS_TASKS) {
            // It walks the stacks of all tasks: "Segfault with no mm", or "Kernel mode fault".
            return Optional.of("sysrq t panics this kernel, " + version.strip()
                    + ", which faults while it walks the stacks of its tasks; kernels from " + LISTS_TASKS
                    + " on do not. Ask for the stack of one task");
        }
        return Optional.empty();
    }
}

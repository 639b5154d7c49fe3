package io.umlmachine.internal.machine;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.KernelVersion;
import io.umlmachine.UmlKernel;
import io.umlmachine.UmlKernel.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In what kernels differ, as far as it matters to machines. Immutable and thread-safe.
 *
 * <p>All that is known of Debian's 6.1.176, 6.12.101 and 7.2.7, as measured:
 *
 * <ul>
 *   <li>The choice of a RAID algorithm takes 0.9 s of the boot, in an initcall {@code raid6_select_algo} (6.1, 6.12) or
 *       {@code raid6_init} (7.2). See {@link Initcall}.
 *   <li>The network devices {@code eth0=…} are gone from 6.16, and the option is passed over in silence: refused here.
 *   <li>Seccomp mode exists from 6.16; in older kernels the option is passed over in silence: refused here.
 *   <li>A kernel that is killed leaves its I/O threads and its guest processes, which run on (6.1, 6.12), or nothing
 *       (7.2, with and without seccomp). Machines end every process of the session whatever the version.
 *   <li>{@code sysrq t} walks the stacks of all tasks, and panics 6.1 and 6.12 ("Segfault with no mm", "Kernel mode fault");
 *       7.2 lives. Refused up to 7, as those in between were not tried.
 *   <li>A serial line that has once been throttled hears no later input (6.1, 6.12, 7.2, with and without seccomp). The
 *       line's credit keeps it from that whatever the version.
 * </ul>
 */
final class KernelQuirks {

    private static final Logger LOG = LoggerFactory.getLogger(KernelQuirks.class);

    private static final Pattern LEGACY_DEVICE = Pattern.compile("eth\\d+=.*");

    /** The first that lists its tasks and lives. */
    private static final int LISTS_TASKS = 7;

    private final Optional<KernelVersion> version;

    /** What a kernel does not start. The versions in between that nobody has looked at count as both. */
    private enum Initcall {
        /** Measures which RAID algorithm is the fastest, on disks that no machine has. */
        RAID_UNTIL_7_1("raid6_select_algo", version -> !version.isAtLeast(7, 2)),
        /** The same, under its new name. */
        RAID_FROM_6_13("raid6_init", version -> version.isAtLeast(6, 13)),
        /** The file system with which guest root reads the host's files. */
        HOSTFS("init_hostfs", version -> true);

        private final String function;
        private final Predicate<KernelVersion> concerned;

        Initcall(String function, Predicate<KernelVersion> concerned) {
            this.function = function;
            this.concerned = concerned;
        }
    }

    KernelQuirks(Optional<KernelVersion> version) {
        this.version = version;
    }

    /** Those of a kernel. A program that tells no version gets what does no harm with any, and its boot shows the rest. */
    static KernelQuirks of(UmlKernel kernel) throws InterruptedException {
        try {
            return new KernelQuirks(Optional.of(kernel.version()));
        } catch (KernelException e) {
            LOG.debug("Booting a program of unknown version", e);
            return new KernelQuirks(Optional.empty());
        }
    }

    /** The functions that must not run at boot; kernels pass over names that they do not know. */
    List<String> skippedInitcalls() {
        return Arrays.stream(Initcall.values())
                .filter(initcall -> version.map(initcall.concerned::test).orElse(true))
                .map(initcall -> initcall.function)
                .toList();
    }

    /**
     * Why a sysrq key must not be sent, because it would kill the kernel by a bug of its own.
     *
     * @param key the key, a letter or a digit
     */
    Optional<String> dangerOfSysrq(char key) {
        return version.filter(known -> key == 't' && !known.isAtLeast(LISTS_TASKS, 0))
                .map(known -> "sysrq t panics this kernel, " + known
                        + ", which faults while it walks the stacks of its tasks; kernels from " + LISTS_TASKS
                        + " on do not. Ask for the stack of one task");
    }

    /**
     * Refuses what the kernel lacks and would pass over.
     *
     * @throws KernelException naming what it lacks, and what to do
     */
    static void require(MachineSpec spec, UmlKernel kernel) throws InterruptedException {
        if (spec.seccomp()) {
            require(
                    Feature.SECCOMP_MODE,
                    kernel,
                    "has no seccomp mode, which kernels have from 6.16 on; do without seccomp(), or take a newer one, as"
                            + " with UmlKernel.fromDebian(\"forky\")");
        }
        requireDevices(spec.kernelArguments(), kernel);
    }

    /**
     * Refuses network devices that the kernel would pass over.
     *
     * @param words of the kernel command line
     * @throws KernelException naming what it lacks, and what to do
     */
    static void requireDevices(List<String> words, UmlKernel kernel) throws InterruptedException {
        if (words.stream().anyMatch(word -> LEGACY_DEVICE.matcher(word).matches())) {
            require(
                    Feature.LEGACY_NETWORK,
                    kernel,
                    "has no network devices eth0=…, which are gone from 6.16; use a device vec0:…, or an older one");
        }
    }

    private static void require(Feature feature, UmlKernel kernel, String lack) throws InterruptedException {
        if (!kernel.supports(feature)) {
            throw new KernelException(
                    Problem.UNSUPPORTED,
                    kernel.path().toString(),
                    "The kernel " + kernel.path() + " (" + kernel.version() + ") " + lack);
        }
    }
}

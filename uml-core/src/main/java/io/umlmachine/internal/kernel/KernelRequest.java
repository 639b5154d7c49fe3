package io.umlmachine.internal.kernel;

import io.umlmachine.DebianKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is asked of {@link DebianKernels}. Immutable.
 *
 * @param suite the suite
 * @param mirror the mirror's root, or empty for the host's
 * @param keyring the trusted keys, or empty for Debian's
 * @param cache the directory for kernels, or empty for the usual one
 * @param acceptExpired whether the end of a release file's validity does not matter
 * @param timeout how long everything may take
 * @param listener who hears of progress
 */
public record KernelRequest(
        String suite,
        Optional<String> mirror,
        Optional<Path> keyring,
        Optional<Path> cache,
        boolean acceptExpired,
        Duration timeout,
        Consumer<DebianKernel.Progress> listener) {

    /** Names what was chosen: requests for different sources must not get each other's kernels. */
    String key() {
        return mirror.isEmpty() && keyring.isEmpty()
                ? suite
                : suite + "-"
                        + Digests.shortDigest(mirror.orElse("") + "\n"
                                + keyring.map(Path::toString).orElse(""));
    }
}

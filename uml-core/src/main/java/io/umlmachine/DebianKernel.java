package io.umlmachine;

import io.umlmachine.internal.kernel.DebianKernels;
import io.umlmachine.internal.kernel.KernelRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The kernel of a Debian suite, downloaded from a mirror and made to run on this host, whatever its own Debian: the newer
 * the kernel, the faster machines boot. It comes with the C library that it was built for, which nothing else uses, and
 * nothing is installed. Immutable and thread-safe.
 *
 * <pre>{@code
 * UmlKernel kernel = DebianKernel.builder("forky").onProgress(System.out::println).build().fetch();
 * }</pre>
 *
 * <p>Everything is verified down from the signature of the suite's release file: OpenPGP signature, then SHA-256 of the
 * package index, then SHA-256 of the packages. About 50 MB are downloaded, of which 15 MB stay in the cache, where they
 * are kept until somebody removes them. The packages are those of the suite itself; its security updates are not looked
 * at. Only hosts with x86-64 processors are served.
 *
 * <p>Programs and threads that want the same kernel at once download it once.
 */
public final class DebianKernel {

    private final KernelRequest request;

    private DebianKernel(KernelRequest request) {
        this.request = request;
    }

    /**
     * How far a download is.
     *
     * @param file the file's address
     * @param received how much of it is there
     * @param total how long it is
     */
    public record Progress(String file, ByteSize received, ByteSize total) {}

    /**
     * The kernel of a suite, with every option at its default.
     *
     * @param suite the suite's name or code name, such as {@code trixie}
     * @return it, not yet downloaded
     * @throws IllegalArgumentException if that cannot be a suite's name
     */
    public static DebianKernel of(String suite) {
        return builder(suite).build();
    }

    /**
     * Starts to describe where a kernel comes from.
     *
     * @param suite the suite's name or code name, such as {@code trixie}
     * @return a builder with every option at its default
     * @throws IllegalArgumentException if that cannot be a suite's name
     */
    public static Builder builder(String suite) {
        return new Builder(suite);
    }

    /**
     * The kernels that this library's cache holds and this host can run, whichever suite they came from. Nothing is
     * downloaded and nothing is made.
     *
     * @return an unmodifiable list in the order of their directories' names; empty if there are none
     * @throws KernelException if the cache cannot be read
     */
    public static List<UmlKernel> cached() {
        return kernels(DebianKernels.cached());
    }

    /**
     * The kernels of another cache, as above.
     *
     * @param cache a directory that {@link Builder#cache} was given; it need not be there
     * @return an unmodifiable list in the order of their directories' names; empty if there are none
     * @throws KernelException if the cache cannot be read
     */
    public static List<UmlKernel> cached(Path cache) {
        return kernels(DebianKernels.cached(cache));
    }

    private static List<UmlKernel> kernels(List<Path> programs) {
        return programs.stream().map(UmlKernel::new).toList();
    }

    /**
     * The kernel: from the cache, without any network and whatever the mirror has by now; or downloaded, if the cache has
     * none for this suite, mirror and keyring.
     *
     * @return the kernel
     * @throws KernelException if it cannot be had, or not in time; nothing is left of the attempt
     * @throws HostException if no keyring was named, and this host lacks Debian's
     * @throws InterruptedException if the thread is interrupted; nothing is left of the attempt
     */
    public UmlKernel fetch() throws InterruptedException {
        return new UmlKernel(DebianKernels.fetch(request));
    }

    /**
     * The kernel that the mirror has now: asks the mirror, and downloads the packages if they are not those of the cache.
     * Later calls of {@link #fetch()} find it. The kernel that was current before stays in the cache, for machines that
     * run on it.
     *
     * @return the kernel
     * @throws KernelException if it cannot be had, or not in time; the cache is as it was
     * @throws HostException if no keyring was named, and this host lacks Debian's
     * @throws InterruptedException if the thread is interrupted; the cache is as it was
     */
    public UmlKernel refresh() throws InterruptedException {
        return new UmlKernel(DebianKernels.refresh(request));
    }

    /** Describes where a kernel comes from. Not thread-safe. */
    public static final class Builder {

        private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*");
        private static final Set<String> SCHEMES = Set.of("http", "https");

        private final String suite;
        private Optional<String> mirror = Optional.empty();
        private Optional<Path> keyring = Optional.empty();
        private Optional<Path> cache = Optional.empty();
        private boolean acceptExpired;
        private Duration timeout = Duration.ofMinutes(10);
        private Consumer<Progress> listener = progress -> {};

        private Builder(String suite) {
            if (!SUITE.matcher(suite).matches()) {
                throw new IllegalArgumentException("Not the name of a suite: '" + suite + "'");
            }
            this.suite = suite;
        }

        /**
         * The mirror. Default: the one that the host's apt uses for that suite, or else for the host's own suite. A proxy
         * is used as apt would: as its configuration says, or the environment.
         *
         * @param uri its root, by HTTP or HTTPS, such as {@code http://mirror.example/debian}
         * @return this builder
         * @throws IllegalArgumentException if it is no such address
         */
        public Builder mirror(String uri) {
            try {
                URI parsed = new URI(uri);
                if (parsed.getHost() == null || !SCHEMES.contains(parsed.getScheme())) {
                    throw new IllegalArgumentException(
                            "A mirror is an address like http://mirror.example/debian, not '" + uri + "'");
                }
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("A mirror's address is malformed: '" + uri + "'", e);
            }
            mirror = Optional.of(uri);
            return this;
        }

        /**
         * The OpenPGP keys, one of which must have signed the suite's release file. Default: Debian's, from the package
         * {@code debian-archive-keyring} or from apt's trusted keys.
         *
         * @param file a keyring, armored or not
         * @return this builder
         */
        public Builder keyring(Path file) {
            keyring = Optional.of(file.toAbsolutePath());
            return this;
        }

        /**
         * Where kernels are kept. Default: {@code kernels} in this library's cache.
         *
         * @param directory a directory of this user's, made if missing
         * @return this builder
         */
        public Builder cache(Path directory) {
            cache = Optional.of(directory.toAbsolutePath());
            return this;
        }

        /**
         * Lets a release file be used after the day until which it says that it is valid, as when a mirror stands still.
         * Whoever controls the mirror can then withhold newer packages. Default: as the host's apt does, which refuses it
         * unless {@code Acquire::Check-Valid-Until} is false in its configuration.
         *
         * @return this builder
         */
        public Builder acceptExpired() {
            acceptExpired = true;
            return this;
        }

        /**
         * How long everything may take, the wait for another program that downloads the same included. Default: 10
         * minutes.
         *
         * @param timeout the limit, positive
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("A time limit must be positive: " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Who hears how far the downloads are, some times a second on a thread of theirs. What it throws ends the
         * download. Default: nobody.
         *
         * @param listener gets the progress
         * @return this builder
         */
        public Builder onProgress(Consumer<Progress> listener) {
            this.listener = listener;
            return this;
        }

        /**
         * The description, finished.
         *
         * @return the kernel, not yet downloaded
         */
        public DebianKernel build() {
            return new DebianKernel(new KernelRequest(suite, mirror, keyring, cache, acceptExpired, timeout, listener));
        }
    }
}

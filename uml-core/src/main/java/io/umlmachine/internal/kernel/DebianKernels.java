package io.umlmachine.internal.kernel;

import io.umlmachine.ByteSize;
import io.umlmachine.DebianKernel;
import io.umlmachine.HostException;
import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.Probe.Subject;
import io.umlmachine.internal.apt.AptEntry;
import io.umlmachine.internal.apt.MirrorChoice;
import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.Mirror;
import io.umlmachine.internal.archive.Suite;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostProbes;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gets kernels from Debian's archive, by way of the cache. Thread-safe. */
public final class DebianKernels {

    private static final String ARCHITECTURE = "amd64";

    private DebianKernels() {}

    /** What the cache has, or else what the mirror has. */
    public static Path fetch(KernelRequest request) throws InterruptedException {
        return withStore(request, store -> {
            Optional<Path> cached = store.current(request.key());
            if (cached.isPresent()) {
                return cached.get();
            }
            TimeLimit limit = TimeLimit.in(request.timeout());
            return store.exclusively(limit, () -> {
                // Somebody else may just have downloaded it.
                Optional<Path> found = store.current(request.key());
                return found.isPresent() ? found.get() : download(request, store, limit);
            });
        });
    }

    /** What the mirror has. */
    public static Path refresh(KernelRequest request) throws InterruptedException {
        TimeLimit limit = TimeLimit.in(request.timeout());
        return withStore(request, store -> store.exclusively(limit, () -> download(request, store, limit)));
    }

    /** All that this library's cache has. */
    public static List<Path> cached() {
        try {
            return cached(usualCache());
        } catch (IOException e) {
            throw unreadable("kernels", e);
        }
    }

    /** All that a cache has. */
    public static List<Path> cached(Path root) {
        try {
            return Files.isDirectory(root) ? KernelStore.open(root).programs() : List.of();
        } catch (IOException e) {
            throw unreadable(root.toString(), e);
        }
    }

    private static Path usualCache() throws IOException {
        return Directories.cache().resolve("kernels");
    }

    private static KernelException unreadable(String cache, IOException cause) {
        return new KernelException(
                Problem.CACHE, cache, "The cache of kernels cannot be read; see to its rights: " + cause, cause);
    }

    @FunctionalInterface
    private interface StoreWork {
        Path with(KernelStore store) throws IOException, InterruptedException;
    }

    private static Path withStore(KernelRequest request, StoreWork work) throws InterruptedException {
        String architecture = System.getProperty("os.arch");
        if (!architecture.equals(ARCHITECTURE)) {
            throw new KernelException(
                    Problem.UNSUPPORTED,
                    request.suite(),
                    "Kernels from Debian are made to run on x86-64 only, and this Java is for " + architecture
                            + "; name a kernel that this host has");
        }
        try {
            Path root = request.cache().isPresent() ? request.cache().get() : usualCache();
            return work.with(KernelStore.open(root));
        } catch (ClosedByInterruptException e) {
            // What a channel makes of an interrupt; to a caller it is one.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while getting a kernel").initCause(e);
        } catch (IOException e) {
            throw new KernelException(
                    Problem.CACHE,
                    request.suite(),
                    "The kernel of " + request.suite()
                            + " could not be kept in the cache; see that the directory can be"
                            + " written and has 150 MB free: " + e,
                    e);
        }
    }

    private static Path download(KernelRequest request, KernelStore store, TimeLimit limit)
            throws IOException, InterruptedException {
        try (OwnedDirectory workspace = store.workspace()) {
            Suite suite = open(request, limit, workspace.path());
            KernelPackages packages = KernelPackages.find(suite);
            String name = packages.directoryName();
            if (!store.has(name)) {
                Path prepared = Files.createDirectory(workspace.path().resolve("prepared"));
                packages.install(
                        prepared,
                        store.directory(name),
                        (entry, bytes) -> request.listener()
                                .accept(new DebianKernel.Progress(
                                        suite.address(entry),
                                        new ByteSize(bytes),
                                        new ByteSize(entry.checksum().size()))));
                store.publish(prepared, name, workspace);
            }
            store.select(request.key(), name, workspace);
            return store.program(name);
        }
    }

    private static Suite open(KernelRequest request, TimeLimit limit, Path directory)
            throws IOException, InterruptedException {
        Keyring keyring = keyring(request);
        AptConfig apt = AptConfig.ofHost();
        return Suite.open(
                request.suite(),
                Mirror.at(mirror(request), apt, limit),
                new Suite.Trust(keyring, !request.acceptExpired() && apt.checksValidity(), Instant.now()),
                directory);
    }

    private static Keyring keyring(KernelRequest request) {
        List<Path> files = request.keyring().map(List::of).orElseGet(Keyring::debianFiles);
        if (files.isEmpty()) {
            throw new HostException(List.of(HostProbes.locate(Subject.KEYRING)));
        }
        try {
            return Keyring.read(files);
        } catch (IOException e) {
            throw new KernelException(
                    Problem.FORMAT, files.get(0).toString(), e.getMessage() + "; name another keyring", e);
        }
    }

    private static String mirror(KernelRequest request) {
        return request.mirror()
                .or(() -> MirrorChoice.ofHost().sourcesOf(request.suite()).stream()
                        .map(AptEntry::uri)
                        .findFirst())
                .orElseThrow(() -> new KernelException(
                        Problem.NO_MIRROR,
                        request.suite(),
                        "The apt sources of this host name no mirror of Debian from which the kernel of "
                                + request.suite() + " could come; name one"));
    }
}

package io.umlmachine.internal.archive;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** A mirror of an archive, by HTTP or HTTPS, and the time that its files may take. Thread-safe. */
public final class Mirror {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /** What a mirror sends without being bound to a size by a signed file. */
    private static final long UNCHECKED_LIMIT = 16 << 20;

    private final URI root;
    private final HttpClient client;
    private final TimeLimit limit;

    private Mirror(URI root, HttpClient client, TimeLimit limit) {
        this.root = root;
        this.client = client;
        this.limit = limit;
    }

    /**
     * A mirror.
     *
     * @param uri its root, below which {@code dists} and {@code pool} are
     * @param apt the host's apt, which may use a proxy
     * @param limit when everything must be there
     */
    public static Mirror at(String uri, AptConfig apt, TimeLimit limit) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(new Proxies(apt, System.getenv()))
                .build();
        return new Mirror(URI.create(uri.endsWith("/") ? uri : uri + "/"), client, limit);
    }

    /** The whole address of a file. */
    public String address(String path) {
        return resolve(path).toString();
    }

    /**
     * Downloads a file that says for itself whether it is to be trusted.
     *
     * @param path its place below the mirror's root
     * @param target where it goes, nothing being there
     * @throws KernelException if it cannot be had, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void fetch(String path, Path target) throws InterruptedException {
        receive(resolve(path), UNCHECKED_LIMIT, target, bytes -> {});
    }

    /**
     * Downloads a file that must be what another one says.
     *
     * @param path its place below the mirror's root
     * @param expected what it must be
     * @param authority the file that says so, for the complaint
     * @param target where it goes, nothing being there
     * @param onProgress gets the number of bytes so far, on a thread of the download
     * @throws KernelException if it cannot be had, or not in time, or is another one
     * @throws InterruptedException if the thread is interrupted
     */
    public void fetch(String path, Checksum expected, String authority, Path target, LongConsumer onProgress)
            throws InterruptedException {
        URI address = resolve(path);
        Checksum actual = receive(address, expected.size(), target, onProgress);
        if (!actual.equals(expected)) {
            throw new KernelException(
                    Problem.CHECKSUM,
                    address.toString(),
                    address + " has " + actual.size() + " bytes with the SHA256 " + actual.sha256() + ", but "
                            + authority + " says " + expected.size() + " bytes with the SHA256 " + expected.sha256()
                            + ". The mirror is just changing, or somebody has changed the file: try again later, or name"
                            + " another mirror");
        }
    }

    private URI resolve(String path) {
        try {
            return root.resolve(new URI(null, null, path, null));
        } catch (URISyntaxException e) {
            throw new KernelException(Problem.FORMAT, path, "Not the path of a file on a mirror: '" + path + "'", e);
        }
    }

    private Checksum receive(URI address, long limit, Path target, LongConsumer onProgress)
            throws InterruptedException {
        try (FileSink sink = FileSink.create(target, limit, onProgress)) {
            HttpResponse<Optional<Checksum>> response = await(
                    client.sendAsync(
                            HttpRequest.newBuilder(address).build(),
                            info -> info.statusCode() == 200
                                    ? BodySubscribers.mapping(sink, Optional::of)
                                    : BodySubscribers.replacing(Optional.empty())),
                    address);
            return response.body()
                    .orElseThrow(() -> new KernelException(
                            Problem.DOWNLOAD,
                            address.toString(),
                            address + " answers with status " + response.statusCode()
                                    + "; name a mirror that has this file, or try again later"));
        } catch (FileSink.TooLongException e) {
            throw new KernelException(
                    Problem.CHECKSUM,
                    address.toString(),
                    address + " is not what was to be expected: " + e.getMessage()
                            + ". Try again later, or name another mirror",
                    e);
        } catch (IOException e) {
            throw new KernelException(
                    Problem.DOWNLOAD,
                    address.toString(),
                    address + " could not be downloaded; is the network up, and the mirror well? " + e,
                    e);
        }
    }

    private <T> T await(CompletableFuture<T> response, URI address) throws IOException, InterruptedException {
        try {
            return response.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KernelException(
                    Problem.TIMEOUT,
                    address.toString(),
                    "The download of " + address + " was not done when the time given for all, "
                            + limit.whole().toMillis() / 1000.0
                            + " s, was over; allow more, or name a nearer mirror",
                    e);
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    private static IOException rethrow(Throwable cause) {
        if (cause instanceof UncheckedIOException failure) {
            return failure.getCause();
        }
        // A listener's.
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }
}

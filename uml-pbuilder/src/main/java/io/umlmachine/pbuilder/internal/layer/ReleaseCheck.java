package io.umlmachine.pbuilder.internal.layer;

import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.internal.archive.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks archives, from the host and all at once, whether their release files are still the known ones. For one use. */
public final class ReleaseCheck implements AutoCloseable {

    /** Asking apt in a guest takes about as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A release file of Debian's has less than one megabyte. */
    private static final int LARGEST = 16 << 20;

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final List<CompletableFuture<Optional<String>>> answers;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    private ReleaseCheck(List<CompletableFuture<Optional<String>>> answers) {
        this.answers = answers;
    }

    /** Starts to ask. */
    public static ReleaseCheck start(List<KnownRelease> releases) throws InterruptedException {
        if (releases.isEmpty()) {
            return new ReleaseCheck(List.of());
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .proxy(new Proxies(AptConfig.ofHost(), System.getenv()))
                .build();
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        releases.forEach(release -> answers.add(ask(client, release)));
        return new ReleaseCheck(answers);
    }

    /** Nothing, if the release file is the known one; else what speaks against it. */
    private static CompletableFuture<Optional<String>> ask(HttpClient client, KnownRelease release) {
        if (!release.isValid(Clock.systemUTC().instant())) {
            return CompletableFuture.completedFuture(Optional.of(release.address() + " is not valid any more"));
        }
        HttpRequest request = HttpRequest.newBuilder(release.address())
                .timeout(PATIENCE)
                // A cache in between has to ask, too.
                .header("Cache-Control", "max-age=0")
                .header(
                        "If-Modified-Since",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                release.modified().atZone(ZoneOffset.UTC)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> judge(release, response));
    }

    private static Optional<String> judge(KnownRelease release, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_MODIFIED) {
                return Optional.empty();
            }
            if (response.statusCode() != OK) {
                return Optional.of(release.address() + " answers with status " + response.statusCode());
            }
            // A server may not heed the condition.
            return Sha256.of(body.readNBytes(LARGEST)).equals(release.sha256())
                    ? Optional.empty()
                    : Optional.of(release.address() + " has changed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for all answers.
     *
     * @return nothing, if all release files are the known ones; else what speaks against one of them
     */
    public Optional<String> objection() throws InterruptedException {
        for (CompletableFuture<Optional<String>> answer : answers) {
            try {
                Optional<String> objection =
                        answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (objection.isPresent()) {
                    return objection;
                }
            } catch (ExecutionException e) {
                return Optional.of("the archive cannot be asked: " + e.getCause());
            } catch (TimeoutException e) {
                return Optional.of("the archive does not answer");
            }
        }
        return Optional.empty();
    }

    /** Gives up what is still asked. */
    @Override
    public void close() {
        answers.forEach(answer -> answer.cancel(true));
    }
}

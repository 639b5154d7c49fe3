package io.umlmachine.pbuilder.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseCheckTest {

    private static final String MODIFIED = "Sat, 01 Jan 2022 00:00:00 GMT";

    private HttpServer server;
    private volatile String content = "signed";
    private volatile boolean conditional = true;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/InRelease", exchange -> {
            try (exchange) {
                String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
                if (conditional && MODIFIED.replace(" 01 ", " 1 ").equals(since)) {
                    exchange.sendResponseHeaders(304, -1);
                    return;
                }
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KnownRelease release(String path, Optional<Instant> validUntil) {
        return new KnownRelease(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                Sha256.of("signed"),
                Instant.parse("2022-01-01T00:00:00Z"),
                validUntil);
    }

    private static Optional<String> objection(KnownRelease... releases) throws InterruptedException {
        try (ReleaseCheck check = ReleaseCheck.start(List.of(releases))) {
            return check.objection();
        }
    }

    @Test
    void aServerMaySayThatNothingHasChanged() throws InterruptedException {
        content = "not to be read";
        assertThat(objection(release("/InRelease", Optional.empty()))).isEmpty();
    }

    @Test
    void aServerThatHeedsNoConditionsSendsTheSameFile() throws InterruptedException {
        conditional = false;
        assertThat(objection(release("/InRelease", Optional.empty()))).isEmpty();
    }

    @Test
    void anotherFileIsAnObjection() throws InterruptedException {
        conditional = false;
        content = "signed anew";
        assertThat(objection(release("/InRelease", Optional.empty())))
                .get()
                .asString()
                .contains("has changed");
    }

    @Test
    void whatIsNotThereIsAnObjection() throws InterruptedException {
        assertThat(objection(release("/InRelease", Optional.empty()), release("/none", Optional.empty())))
                .get()
                .asString()
                .contains("/none answers with status 404");
    }

    @Test
    void anArchiveThatIsOutOfReachIsAnObjection() throws InterruptedException {
        KnownRelease release = release("/InRelease", Optional.empty());
        server.stop(0);
        assertThat(objection(release)).get().asString().contains("cannot be asked");
    }

    @Test
    void whatIsNotValidAnyMoreIsAnObjection() throws InterruptedException {
        Instant now = Instant.now();
        assertThat(objection(release("/InRelease", Optional.of(now.plusSeconds(3600)))))
                .isEmpty();
        assertThat(objection(release("/InRelease", Optional.of(now.minusSeconds(1)))))
                .get()
                .asString()
                .contains("valid");
    }

    @Test
    void whatTheGuestSaysIsUnderstood() {
        String digest = Sha256.of("signed");
        KnownRelease plain = new KnownRelease(
                URI.create("http://mirror.example/debian/dists/sid/InRelease"),
                digest,
                Instant.ofEpochSecond(1_700_000_000),
                Optional.of(Instant.parse("2022-01-08T09:05:00Z")));
        String line = plain.address() + " " + digest + " 1700000000 ";
        assertThat(KnownRelease.parseAll(line + "Sat, 08 Jan 2022 09:05:00 UTC\n"))
                .contains(List.of(plain));
        assertThat(KnownRelease.parseAll(plain.line())).contains(List.of(plain));
        assertThat(KnownRelease.parseAll("")).contains(List.of());
        assertThat(KnownRelease.parseAll(line + "\nunknown\n")).isEmpty();
        assertThat(KnownRelease.parseAll(line.replace("http:", "ftp:"))).isEmpty();
    }
}

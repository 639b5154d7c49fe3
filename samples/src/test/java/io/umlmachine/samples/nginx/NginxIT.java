package io.umlmachine.samples.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.MachineImage;
import io.umlmachine.Ready;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.junit.ImageSource;
import io.umlmachine.junit.Machine;
import io.umlmachine.junit.MachineOptions;
import io.umlmachine.junit.UmlTest;
import io.umlmachine.net.Slirp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Debian's nginx, asked through a port of the host. A sample of a test with machines: it needs no root, no daemon and no
 * port of its own, and what one test does to its machine no other meets.
 */
@UmlTest(image = NginxIT.Nginx.class, options = NginxIT.Forwarded.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NginxIT {

    private static final int HTTP = 80;

    /** A small Debian with nginx: made by the first run, there at once for all later ones. */
    static class Nginx implements ImageSource {
        @Override
        public MachineImage image() {
            return DebianImage.of("bookworm").with("nginx");
        }
    }

    /** A port of 127.0.0.1 that is free leads to the server's. */
    static class Forwarded implements MachineOptions {
        @Override
        public void apply(UmlMachine.Builder machine) {
            machine.network(Slirp.create().forward(0, HTTP));
        }
    }

    @Machine
    private UmlMachine vm;

    @BeforeEach
    void startTheServer() throws InterruptedException {
        vm.exec("nginx").orThrow();
        vm.await(Ready.port(HTTP));
    }

    @Test
    void theWelcomePageIsDebians() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Welcome to nginx!");
    }

    @Test
    void aSiteIsServedAfterAReload() throws IOException, InterruptedException {
        vm.write("/etc/nginx/conf.d/teapot.conf", "server { listen 80; server_name _; return 418; }\n");
        vm.exec("rm", "/etc/nginx/sites-enabled/default").orThrow();
        vm.exec("nginx", "-t").orThrow();
        vm.exec("nginx", "-s", "reload").orThrow();

        vm.await(Ready.check("the new site", machine -> get("/").statusCode() == 418));
    }

    @Test
    void whatIsNotThereIsInTheLog() throws IOException, InterruptedException {
        assertThat(get("/no-such-page").statusCode()).isEqualTo(404);
        assertThat(vm.readString("/var/log/nginx/access.log")).contains("GET /no-such-page HTTP/1.1\" 404");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + vm.mappedPort(HTTP) + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}

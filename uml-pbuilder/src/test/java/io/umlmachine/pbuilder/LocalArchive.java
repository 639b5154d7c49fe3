package io.umlmachine.pbuilder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.umlmachine.DiskImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.internal.build.Machines;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A signed archive of a few tiny packages on this host, at an address that machines reach as they reach the rest of the
 * network. It heeds conditional requests, as real mirrors do.
 */
final class LocalArchive implements AutoCloseable {

    static final String SUITE = "local";

    private static final String KEYRING = "/etc/apt/trusted.gpg.d/local.gpg";

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final String INDEX = "main/binary-amd64/Packages";

    private final HttpServer server;
    private final Path directory;
    private final SigningKey key = SigningKey.generate();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> stanzas = new TreeMap<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile Instant modified = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private LocalArchive(HttpServer server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    static LocalArchive start(Path directory) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(addressOfHost(), 0), 0);
        LocalArchive archive = new LocalArchive(server, Files.createDirectories(directory));
        server.createContext("/", archive::answer);
        archive.publish();
        server.start();
        return archive;
    }

    /** A guest cannot reach the host's loopback. */
    private static InetAddress addressOfHost() throws IOException {
        for (NetworkInterface device : java.util.Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (device.isUp() && !device.isLoopback()) {
                for (InetAddress address : java.util.Collections.list(device.getInetAddresses())) {
                    if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                        return address;
                    }
                }
            }
        }
        throw new IOException("This host has no network, which builds need anyway");
    }

    /**
     * Makes an image of Debian whose apt knows no other archive.
     *
     * @param file the image
     * @return the same
     */
    Path image(Path file) throws IOException, InterruptedException {
        try (UmlMachine machine = UmlMachine.builder()
                .image(new Machines(PbuilderConfig.builder().build()).stored(event -> {}))
                .boot()) {
            machine.exec("sh", "-c", "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*")
                    .orThrow();
            machine.write("/etc/apt/sources.list", source(KEYRING));
            machine.write(KEYRING, keyring());
            try (DiskImage snapshot = machine.snapshot()) {
                snapshot.keep(file).close();
            }
        }
        return file;
    }

    /** A line for sources.list(5), which any key that apt trusts may have signed. */
    String source() {
        return "deb " + address();
    }

    /** A line for sources.list(5), which a certain key must have signed. */
    String source(String keyring) {
        return "deb [signed-by=" + keyring + "] " + address() + "\n";
    }

    private String address() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + " " + SUITE + " main";
    }

    byte[] keyring() throws IOException {
        return Files.readAllBytes(keyringFile());
    }

    Path keyringFile() throws IOException {
        Path file = directory.resolve("keyring.gpg");
        return Files.exists(file) ? file : key.write(file, 0, false);
    }

    /** What was asked for, with the status of the answer. */
    List<String> answers() {
        return answers;
    }

    /** Adds a package whose program of the same name prints a text, in place of one that is there. */
    void add(String name, String version, String prints) throws IOException, InterruptedException {
        Path tree = Files.createTempDirectory(directory, name);
        Path program = tree.resolve("usr/bin/" + name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho '" + prints + "'\n");
        program.toFile().setExecutable(true, false);
        String control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\n"
                + "Maintainer: A Test <test@mirror.example>\nDescription: made by a test\n";
        Files.writeString(Files.createDirectories(tree.resolve("DEBIAN")).resolve("control"), control);
        Path deb = directory.resolve(name + ".deb");
        Process process = new ProcessBuilder("dpkg-deb", "--root-owner-group", "--build", "" + tree, "" + deb)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        byte[] content = Files.readAllBytes(deb);
        String path = "pool/" + name + "_" + version + "_all.deb";
        files.put(path, content);
        stanzas.put(
                name,
                control + "Filename: " + path + "\nSize: " + content.length + "\nSHA256: "
                        + SourcePackage.digest("SHA-256", content) + "\n\n");
        publish();
    }

    /** Makes index and release file anew, a second later at least. */
    void publish() {
        byte[] index = String.join("", stanzas.values()).getBytes(StandardCharsets.UTF_8);
        modified = modified.plusSeconds(1);
        files.put("dists/" + SUITE + "/" + INDEX, index);
        String release = "Origin: Local\nSuite: " + SUITE + "\nCodename: " + SUITE + "\nDate: "
                + DATE.format(Instant.now()).replace("GMT", "UTC")
                + "\nArchitectures: all amd64\nComponents: main\nSHA256:\n "
                + SourcePackage.digest("SHA-256", index) + " " + index.length + " " + INDEX + "\n";
        files.put("dists/" + SUITE + "/InRelease", key.sign(release));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            byte[] content = files.get(path);
            String time = DATE.format(modified);
            int status = content == null
                    ? 404
                    : time.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since")) ? 304 : 200;
            answers.add(status + " " + path);
            exchange.getResponseHeaders().set("Last-Modified", time);
            exchange.sendResponseHeaders(status, status == 200 ? content.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

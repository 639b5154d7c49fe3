package io.umlmachine.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on this host's loopback, with an archive of a test's own that can be damaged in every way. */
public final class TestMirror implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> stalls = new ConcurrentHashMap<>();
    private final Map<String, Boolean> cuts = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TestMirror(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Starts an empty mirror.
     *
     * @return the mirror
     * @throws IOException if there is no port for it
     */
    public static TestMirror start() throws IOException {
        return new TestMirror(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /**
     * Its root.
     *
     * @return an address
     */
    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/debian";
    }

    /**
     * Puts a file there, or another one in its place.
     *
     * @param path its place below the root
     * @param content what it holds
     */
    public void put(String path, byte[] content) {
        files.put(path, content);
    }

    /**
     * Takes a file away.
     *
     * @param path its place below the root
     */
    public void remove(String path) {
        files.remove(path);
    }

    /**
     * A file that is there.
     *
     * @param path its place below the root
     * @return what it holds
     */
    public byte[] get(String path) {
        return files.get(path);
    }

    /**
     * Lets the answer stop in the middle.
     *
     * @param path the file's place below the root
     * @return goes on when it is counted down
     */
    public CountDownLatch stall(String path) {
        CountDownLatch latch = new CountDownLatch(1);
        stalls.put(path, latch);
        return latch;
    }

    /**
     * Lets the connection break in the middle of the answer.
     *
     * @param path the file's place below the root
     */
    public void cut(String path) {
        cuts.put(path, true);
    }

    /**
     * What was asked for.
     *
     * @return the paths below the root, in order
     */
    public List<String> requests() {
        return requests;
    }

    /**
     * An entry of a package index.
     *
     * @param name the package's name
     * @param version its version
     * @param deb its file, which is put in the pool
     * @return a stanza
     */
    public String publish(String name, String version, byte[] deb) {
        String path = "pool/" + name + "_" + version + ".deb";
        put(path, deb);
        return "Package: " + name + "\nVersion: " + version + "\nFilename: " + path + "\nSize: " + deb.length
                + "\nSHA256: " + sha256(deb) + "\nDescription: tiny\n more of it\n\n";
    }

    /**
     * Puts a suite there: its release file and its index.
     *
     * @param name its code name
     * @param index the text of its package index
     * @param fields more fields of the release file, each with its newline
     * @param key who signs it
     * @throws IOException never
     */
    public void publishSuite(String name, String index, String fields, SigningKey key) throws IOException {
        byte[] packages = TinyDeb.xz(index.getBytes(StandardCharsets.UTF_8));
        put("dists/" + name + "/main/binary-amd64/Packages.xz", packages);
        put("dists/" + name + "/main/binary-amd64/by-hash/SHA256/" + sha256(packages), packages);
        put(
                "dists/" + name + "/InRelease",
                key.sign("Origin: Test\nSuite: testing\nCodename: " + name + "\n" + fields + "SHA256:\n "
                        + sha256(packages) + " " + packages.length + " main/binary-amd64/Packages.xz\n"));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/debian/", "");
            requests.add(path);
            byte[] content = files.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, content.length);
            int half = content.length / 2;
            exchange.getResponseBody().write(content, 0, half);
            exchange.getResponseBody().flush();
            CountDownLatch stall = stalls.get(path);
            if (stall != null) {
                stall.await();
            }
            if (!cuts.containsKey(path)) {
                exchange.getResponseBody().write(content, half, content.length - half);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stalls.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }
}

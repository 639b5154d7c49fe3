package io.umlmachine.image.testing;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageStore;
import io.umlmachine.net.Slirp;
import io.umlmachine.testing.SigningKey;
import io.umlmachine.testing.TestMirror;
import io.umlmachine.testing.TinyDeb;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A small Debian archive on this host's loopback, with the real packages that bookworm's smallest system consists of, and
 * those that a test adds. It is signed by a key of the test's own, and can be damaged in every way: see {@link #mirror}.
 *
 * <p>To a guest, 127.0.0.1 is the guest itself. The images of {@link #image} therefore have a configuration of apt that
 * takes {@link #GUEST_GATEWAY} for a proxy to it, which leads to the host if the machine has the network
 * {@link #guestNetwork}.
 */
public final class TestArchive implements AutoCloseable {

    /** The suite that it has. */
    public static final String SUITE = "bookworm";

    /** The host's loopback, as a guest of slirp4netns sees it. */
    public static final String GUEST_GATEWAY = "10.0.2.2";

    private static final String INDEX = "main/binary-amd64/Packages";
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final TestMirror mirror;
    private final Path directory;
    private final SigningKey key = SigningKey.generate();
    private final Path keyring;
    private final Map<String, String> stanzas = new TreeMap<>();
    private Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private Optional<Instant> validUntil = Optional.empty();

    private TestArchive(TestMirror mirror, Path directory) throws IOException {
        this.mirror = mirror;
        this.directory = directory;
        this.keyring = key.write(directory.resolve("test-archive.gpg"), 0, false);
    }

    /**
     * Starts an archive.
     *
     * @param directory a directory of the test's own, for the keyring
     * @return the archive
     * @throws IOException if it cannot be started, or the packages cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static TestArchive start(Path directory) throws IOException, InterruptedException {
        TestArchive archive = new TestArchive(TestMirror.start(), directory);
        RealPackages packages = RealPackages.ofHost();
        for (Path deb : packages.files()) {
            archive.put(deb.getFileName().toString(), packages.control(deb), Files.readAllBytes(deb));
        }
        archive.publish();
        return archive;
    }

    /**
     * An image of this archive, with what its guests need to reach it.
     *
     * @param store where it goes
     * @return a builder
     */
    public DebianImage.Builder image(ImageStore store) {
        return DebianImage.builder(SUITE)
                .mirror(uri())
                .keyring(keyring)
                .file(guestApt())
                .store(store);
    }

    /**
     * The configuration by which a guest's apt finds the archive.
     *
     * @return a file of the guest
     */
    public GuestFile guestApt() {
        return GuestFile.of(
                "/etc/apt/apt.conf.d/99test-archive",
                "Acquire::http::Proxy::127.0.0.1 \"http://" + GUEST_GATEWAY + ":"
                        + URI.create(uri()).getPort() + "\";\n");
    }

    /**
     * A network whose guests reach the host's loopback.
     *
     * @return the network
     */
    public static Slirp guestNetwork() {
        return Slirp.create().isolateHost(false);
    }

    /**
     * Its root, for the host.
     *
     * @return an address
     */
    public String uri() {
        return mirror.uri();
    }

    /**
     * The keys that sign it.
     *
     * @return a keyring for gpgv
     */
    public Path keyring() {
        return keyring;
    }

    /**
     * The same keys as text.
     *
     * @return a keyring for people
     * @throws IOException if it cannot be written
     */
    public Path armoredKeyring() throws IOException {
        return key.write(directory.resolve("test-archive.asc"), 0, true);
    }

    /**
     * The files, to be changed behind the back of the signature. {@link #publish} makes it whole again, but for changed
     * packages.
     *
     * @return the mirror
     */
    public TestMirror mirror() {
        return mirror;
    }

    /**
     * Adds a package for all architectures, or another version of it in place of the one that is there.
     *
     * @param name its name
     * @param version its version
     * @param files texts by their absolute paths
     * @throws IOException if dpkg-deb cannot make it
     * @throws InterruptedException if the thread is interrupted
     */
    public void add(String name, String version, Map<String, String> files) throws IOException, InterruptedException {
        add(name, version, "", files);
    }

    /**
     * Adds a package for all architectures, or another version of it in place of the one that is there.
     *
     * @param name its name
     * @param version its version
     * @param fields more lines of its control file, such as {@code Depends}, each with its newline
     * @param files texts by their absolute paths
     * @throws IOException if dpkg-deb cannot make it
     * @throws InterruptedException if the thread is interrupted
     */
    public void add(String name, String version, String fields, Map<String, String> files)
            throws IOException, InterruptedException {
        String control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: A Test"
                + " <test@mirror.example>\nPriority: optional\nSection: misc\n" + fields
                + "Description: made by a test\n";
        put(name + "_" + version + "_all.deb", control, RealPackages.build(control, files));
        publish();
    }

    /**
     * Says another day in the release file.
     *
     * @param date when it was made, in whole seconds
     * @param validUntil until when it may be used
     */
    public void date(Instant date, Optional<Instant> validUntil) {
        this.date = date;
        this.validUntil = validUntil;
        publish();
    }

    /**
     * The day in the release file.
     *
     * @return in whole seconds
     */
    public Instant date() {
        return date;
    }

    /** Makes the index and the release file anew, and signs them. */
    public void publish() {
        publish(key);
    }

    /**
     * Makes the index and the release file anew, signed by somebody.
     *
     * @param signer who signs them
     */
    public void publish(SigningKey signer) {
        byte[] index = String.join("", stanzas.values()).getBytes(StandardCharsets.UTF_8);
        byte[] compressed = compressed(index);
        mirror.put("dists/" + SUITE + "/" + INDEX, index);
        mirror.put("dists/" + SUITE + "/" + INDEX + ".xz", compressed);
        String release = "Origin: Test\nLabel: Test\nSuite: stable\nCodename: " + SUITE + "\nDate: "
                + DATE.format(date).replace("GMT", "UTC") + "\n"
                + validUntil
                        .map(end -> "Valid-Until: " + DATE.format(end).replace("GMT", "UTC") + "\n")
                        .orElse("")
                + "Architectures: all amd64\nComponents: main\nSHA256:\n" + line(INDEX, index)
                + line(INDEX + ".xz", compressed);
        mirror.put("dists/" + SUITE + "/InRelease", signer.sign(release));
    }

    private static String line(String path, byte[] content) {
        return " " + sha256(content) + " " + content.length + " " + path + "\n";
    }

    private void put(String file, String control, byte[] deb) {
        String name = control.lines().findFirst().orElseThrow().replace("Package: ", "");
        String path = "pool/main/" + file.replace("%", "");
        mirror.put(path, deb);
        stanzas.put(
                name,
                control.stripTrailing() + "\nFilename: " + path + "\nSize: " + deb.length + "\nSHA256: " + sha256(deb)
                        + "\n\n");
    }

    /**
     * Where a package is on the mirror.
     *
     * @param name the package's name
     * @return its path below the root
     */
    public String pathOf(String name) {
        return stanzas.get(name)
                .lines()
                .filter(line -> line.startsWith("Filename: "))
                .findFirst()
                .orElseThrow()
                .substring("Filename: ".length());
    }

    private static byte[] compressed(byte[] content) {
        try {
            return TinyDeb.xz(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        mirror.close();
    }

    @Override
    public String toString() {
        return "test archive at " + uri() + " with " + stanzas.size() + " packages, keys in " + directory;
    }
}

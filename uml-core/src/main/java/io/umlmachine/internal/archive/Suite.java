package io.umlmachine.internal.archive;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.deb822.Deb822Exception;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A suite of an archive on a mirror, whose release file was verified. Every file that comes from here is what that file
 * says, directly or by the package index. Thread-safe.
 */
public final class Suite {

    private static final String INDEX = "main/binary-amd64/Packages.xz";

    private final String name;
    private final Mirror mirror;
    private final Release release;
    private final Path directory;

    private Suite(String name, Mirror mirror, Release release, Path directory) {
        this.name = name;
        this.mirror = mirror;
        this.release = release;
        this.directory = directory;
    }

    /**
     * How a release file is judged.
     *
     * @param keyring the keys that are trusted
     * @param checkValidity whether it must not be used after the day that it names
     * @param now the day
     */
    public record Trust(Keyring keyring, boolean checkValidity, Instant now) {}

    /**
     * Downloads and verifies the release file of a suite.
     *
     * @param name the suite's name or code name
     * @param mirror where it is
     * @param trust how the release file is judged
     * @param directory where downloads are put, empty
     * @throws KernelException if the file cannot be had, or is not to be trusted
     * @throws IOException if the directory cannot be used
     * @throws InterruptedException if the thread is interrupted
     */
    public static Suite open(String name, Mirror mirror, Trust trust, Path directory)
            throws IOException, InterruptedException {
        String path = "dists/" + name + "/InRelease";
        String address = mirror.address(path);
        Path file = directory.resolve("InRelease");
        mirror.fetch(path, file);
        Release release = verified(Files.readAllBytes(file), address, trust);
        if (!release.names().contains(name)) {
            throw new KernelException(
                    Problem.SIGNATURE,
                    address,
                    address + " is about the suite " + String.join(" or ", release.names()) + ", not " + name
                            + "; name another mirror");
        }
        Optional<Instant> end = release.validUntil();
        if (trust.checkValidity() && end.isPresent() && end.get().isBefore(trust.now())) {
            throw new KernelException(
                    Problem.EXPIRED,
                    address,
                    address + " was valid until " + end.get()
                            + " only: the mirror stands still, or somebody withholds newer packages. Name another mirror,"
                            + " or accept expired release files if you know why it is so");
        }
        return new Suite(name, mirror, release, directory);
    }

    /**
     * Downloads the release file of a suite without checking who signed it: for files that are checked in another way.
     *
     * @param name the suite's name or code name
     * @param mirror where it is
     * @param directory where downloads are put, empty
     * @throws KernelException if the file cannot be had
     * @throws IOException if the directory cannot be used
     * @throws InterruptedException if the thread is interrupted
     */
    public static Suite openUnverified(String name, Mirror mirror, Path directory)
            throws IOException, InterruptedException {
        String path = "dists/" + name + "/InRelease";
        Path file = directory.resolve("InRelease");
        mirror.fetch(path, file);
        try {
            Release release = Release.parse(ClearSigned.unverified(Files.readAllBytes(file)));
            return new Suite(name, mirror, release, directory);
        } catch (Deb822Exception | SignatureException e) {
            String address = mirror.address(path);
            throw new KernelException(
                    Problem.FORMAT, address, address + " is not a release file: " + e.getMessage(), e);
        }
    }

    private static Release verified(byte[] file, String address, Trust trust) {
        try {
            return Release.parse(ClearSigned.verify(file, trust.keyring(), trust.now()));
        } catch (SignatureException e) {
            throw new KernelException(
                    Problem.SIGNATURE,
                    address,
                    address + " cannot be trusted: " + e.getMessage()
                            + ". Name another mirror or keyring, or bring Debian's up to date with: sudo apt-get install"
                            + " debian-archive-keyring",
                    e);
        } catch (IOException e) {
            throw new KernelException(
                    Problem.FORMAT, address, address + " is not a release file: " + e.getMessage(), e);
        }
    }

    /** Whether the release file speaks of packages in a component. Some archives put a directory before its name. */
    public boolean hasComponent(String component) {
        String directory = component.substring(component.lastIndexOf('/') + 1) + "/binary-";
        return release.files().keySet().stream()
                .anyMatch(file -> file.startsWith(directory) || file.contains("/" + directory));
    }

    /**
     * Looks for packages in the suite's index, which is downloaded.
     *
     * @param packages their names
     * @return all of them
     * @throws KernelException if one is missing, or the index cannot be had or read
     * @throws InterruptedException if the thread is interrupted
     */
    public Map<String, PackageIndex.Entry> find(Set<String> packages) throws InterruptedException {
        Checksum checksum = release.files().get(INDEX);
        String place = "dists/" + name + "/" + INDEX;
        if (checksum == null) {
            throw new KernelException(
                    Problem.PACKAGE,
                    mirror.address(place),
                    "The release file of " + name + " does not list " + INDEX + ": " + mirror.address(place)
                            + " is no archive with packages for this host");
        }
        // Under its hash an index stays for a while when the mirror changes to a newer one.
        String path =
                release.byHash() ? "dists/" + name + "/main/binary-amd64/by-hash/SHA256/" + checksum.sha256() : place;
        Path file = directory.resolve("Packages.xz");
        mirror.fetch(path, checksum, "the signed release file", file, bytes -> {});
        Map<String, PackageIndex.Entry> found = read(file, mirror.address(path), packages);
        for (String wanted : packages) {
            if (!found.containsKey(wanted)) {
                throw new KernelException(
                        Problem.PACKAGE,
                        mirror.address(place),
                        "The suite " + name + " has no package " + wanted + ", says " + mirror.address(place)
                                + "; name another suite");
            }
        }
        return found;
    }

    private static Map<String, PackageIndex.Entry> read(Path file, String address, Set<String> packages)
            throws InterruptedException {
        try {
            return PackageIndex.find(file, packages);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("Interrupted while reading " + address).initCause(e);
        } catch (IOException e) {
            throw new KernelException(
                    Problem.FORMAT, address, address + " is not a package index: " + e.getMessage(), e);
        }
    }

    /**
     * Downloads a package.
     *
     * @param entry the package
     * @param onProgress gets the number of bytes so far, on a thread of the download
     * @return its file
     * @throws KernelException if it cannot be had, or is not the one that the index speaks of
     * @throws InterruptedException if the thread is interrupted
     */
    public Path fetch(PackageIndex.Entry entry, LongConsumer onProgress) throws InterruptedException {
        Path file = directory.resolve(entry.name() + ".deb");
        mirror.fetch(entry.path(), entry.checksum(), "the package index", file, onProgress);
        return file;
    }

    /** The whole address of a package, for complaints and progress. */
    public String address(PackageIndex.Entry entry) {
        return mirror.address(entry.path());
    }
}

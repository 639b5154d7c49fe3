package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.internal.archive.DebFile;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.PackageIndex;
import io.umlmachine.internal.archive.Suite;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostProbes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Fetches debootstrap as a package of the archive, for hosts that have none or one that is too old. It is checked like every
 * package, unpacked in the cache, and run from there; nothing is installed.
 *
 * @param plan the plan
 * @param archive the archive
 */
record DebootstrapFetch(Plan plan, ArchiveAccess archive) {

    private static final String NAME = "debootstrap";
    private static final String PROGRAM = "usr/sbin/debootstrap";
    private static final String FILES = "usr/share/debootstrap";
    private static final Set<Problem> DISTRUST = Set.of(Problem.SIGNATURE, Problem.EXPIRED, Problem.CHECKSUM);

    /**
     * The program, from the cache if it is there.
     *
     * @throws io.umlmachine.image.ImageException if it cannot be had, or is not to be trusted
     */
    DebootstrapProgram program() throws IOException, InterruptedException {
        try {
            Suite suite = archive.open(new Suite.Trust(
                    Keyring.read(List.of(plan.keyrings().main())), plan.checksValidity(), Instant.now()));
            PackageIndex.Entry entry = suite.find(Set.of(NAME)).get(NAME);
            // By its contents: archives may differ in what they call one version.
            Path kept = Directories.cache()
                    .resolve("tools")
                    .resolve(NAME + "-" + entry.checksum().sha256().substring(0, 16));
            if (!Files.isDirectory(kept)) {
                archive.creation().say("+ fetch " + suite.address(entry));
                publish(unpack(suite.fetch(entry, bytes -> {})), kept);
            }
            return new DebootstrapProgram(
                    kept.resolve(PROGRAM), Optional.of(kept.resolve(FILES)), Optional.of(entry.version()));
        } catch (KernelException e) {
            throw archive.creation()
                    .failure(
                            why(e.problem()),
                            "this host has no debootstrap for the suite "
                                    + plan.recipe().suite() + ", and that of the archive cannot be had: "
                                    + e.getMessage(),
                            List.of(),
                            OptionalInt.empty(),
                            "");
        }
    }

    private static ImageFailure why(Problem problem) {
        if (DISTRUST.contains(problem)) {
            return ImageFailure.UNTRUSTED;
        }
        // A host that has one is not to blame for a suite that it does not know, and the archive neither.
        return HostProbes.locate(Subject.DEBOOTSTRAP).found() ? ImageFailure.RECIPE : ImageFailure.HOST;
    }

    private Path unpack(Path deb) throws IOException {
        Path tree = Files.createDirectory(archive.creation().file("debootstrap"));
        DebFile.read(deb, new DebFile.Visitor() {
            @Override
            public boolean visit(String path, InputStream content) throws IOException {
                Files.copy(content, place(tree, path));
                return true;
            }

            @Override
            public boolean visitLink(String path, String target) throws IOException {
                Files.createSymbolicLink(place(tree, path), Path.of(target));
                return true;
            }
        });
        Files.setPosixFilePermissions(tree.resolve(PROGRAM), PosixFilePermissions.fromString("rwxr-xr-x"));
        return tree;
    }

    private static Path place(Path tree, String path) throws IOException {
        Path place = tree.resolve(path.substring(1)).normalize();
        if (!place.startsWith(tree)) {
            throw new IOException("The package " + NAME + " has a file outside of itself: " + path);
        }
        Files.createDirectories(place.getParent());
        return place;
    }

    /** Another program may have been faster; what it put there is the same. */
    private static void publish(Path tree, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.move(tree, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}

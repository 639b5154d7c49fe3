package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.HostException;
import io.umlmachine.KernelException;
import io.umlmachine.Probe.Subject;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.internal.archive.DebFile;
import io.umlmachine.internal.archive.PinnedKeys;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostProbes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Debian's keyring on a host that may not be Debian: that of the package {@code debian-archive-keyring}, or else what the
 * archive itself has of keys that this program knows by their fingerprints.
 */
final class DebianKeyring {

    private static final String PACKAGE = "debian-archive-keyring";

    private DebianKeyring() {}

    /**
     * Finds or fetches it.
     *
     * @throws HostException if the host has none, and no mirror is known
     * @throws io.umlmachine.image.ImageException if it cannot be had
     */
    static Path find(ImageRecipe recipe, Surroundings surroundings, Creation creation)
            throws IOException, InterruptedException {
        if (Files.isReadable(Keyrings.DEBIAN) || recipe.keyring().isPresent()) {
            return Keyrings.DEBIAN;
        }
        Path kept = Directories.cache().resolve("keyrings").resolve("debian-" + recipe.suite() + ".gpg");
        if (!Files.isReadable(kept)) {
            ArchiveAccess archive = ArchiveAccess.of(recipe, surroundings, creation)
                    .orElseThrow(() -> new HostException(List.of(HostProbes.locate(Subject.KEYRING))));
            fetch(archive, PinnedKeys.DEBIAN, kept);
        }
        return kept;
    }

    /**
     * Fetches it from an archive that is not trusted, and takes the known keys only.
     *
     * @throws io.umlmachine.image.ImageException if there are none
     */
    static void fetch(ArchiveAccess archive, PinnedKeys pinned, Path target) throws IOException, InterruptedException {
        byte[] keys;
        try {
            keys = pinned.filter(
                    keyringIn(archive.fetch(PACKAGE, archive.openUnverified())).orElse(new byte[0]));
        } catch (KernelException e) {
            throw archive.creation()
                    .failure(
                            ImageFailure.HOST,
                            "this host has no keyring of Debian, and that of the archive cannot be had: "
                                    + e.getMessage(),
                            List.of(),
                            OptionalInt.empty(),
                            "");
        }
        if (keys.length == 0) {
            throw archive.creation()
                    .failure(
                            ImageFailure.UNTRUSTED,
                            "the package " + PACKAGE + " of " + archive.uri()
                                    + " has none of Debian's keys that are known to this program; name a keyring",
                            List.of(),
                            OptionalInt.empty(),
                            "");
        }
        Files.createDirectories(target.getParent());
        Path unborn = target.resolveSibling("." + UUID.randomUUID());
        Files.write(unborn, keys);
        Files.move(unborn, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<byte[]> keyringIn(Path deb) throws IOException {
        Keys keys = new Keys();
        DebFile.read(deb, (path, content) -> {
            if (path.matches("/usr/share/keyrings/debian-archive-keyring\\.(gpg|pgp)")) {
                keys.found = Optional.of(content.readAllBytes());
            }
            return keys.found.isEmpty();
        });
        return keys.found;
    }

    private static final class Keys {
        private Optional<byte[]> found = Optional.empty();
    }
}

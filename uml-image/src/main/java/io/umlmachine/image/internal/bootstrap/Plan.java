package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A recipe together with what it needs of this host. Immutable and thread-safe.
 *
 * @param recipe what to make
 * @param keyring the keyring that must have signed the archives
 */
record Plan(ImageRecipe recipe, Path keyring) {

    /** Where the package debian-archive-keyring keeps Debian's keys, on the host and in the guest. */
    private static final Path DEBIAN_KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final String GUEST_KEYRING_DIRECTORY = "etc/apt/keyrings";

    /**
     * Finds the keys: without them no image is made.
     *
     * @throws ImageException if they are not there
     */
    static Plan of(ImageRecipe recipe) {
        Path keyring = recipe.keyring().orElse(DEBIAN_KEYRING);
        if (!Files.isReadable(keyring)) {
            String mend = recipe.keyring().isPresent()
                    ? "name another"
                    : "mend with: sudo apt-get install debian-archive-keyring";
            throw new ImageException(
                    "the keyring " + keyring
                            + ", without which the archive's signatures cannot be checked, is not there; " + mend,
                    ImageException.Facts.of(ImageFailure.HOST, ImagePhase.RESOLVE));
        }
        return new Plan(recipe, keyring);
    }

    /** The packages to add, and what the sources need to be usable from inside. */
    List<String> packages() {
        TreeSet<String> packages = new TreeSet<>(recipe.packages().include());
        if (recipe.sources().stream().anyMatch(source -> source.uri().startsWith("https:"))) {
            packages.add("ca-certificates");
        }
        return List.copyOf(packages);
    }

    /** Whether the recipe says where packages come from; if not, the tool knows. */
    boolean hasSources() {
        return !recipe.sources().isEmpty();
    }

    /** The guest's {@code /etc/apt/sources.list}. */
    String sourcesList() {
        String inGuest = "/" + guestKeyring();
        return recipe.sources().stream()
                .map(source -> source.toLine(inGuest) + "\n")
                .collect(Collectors.joining());
    }

    /** Where the guest has the keyring, relative to its root. */
    Path guestKeyring() {
        return recipe.keyring()
                .map(own -> Path.of(GUEST_KEYRING_DIRECTORY).resolve(own.getFileName()))
                .orElse(Path.of("/").relativize(DEBIAN_KEYRING));
    }

    /**
     * The moment that the image is of: the one that the recipe names, or that of the youngest release file that the bootstrap
     * tool left in the new system.
     */
    Epoch epoch(Node.Directory root) throws IOException {
        if (recipe.snapshot().isPresent()) {
            return Epoch.of(recipe.snapshot().get());
        }
        return Epoch.ofReleases(new GuestTree(root, 0))
                .orElseThrow(() -> new IOException("The bootstrap tool left no release file in the new system"));
    }

    /** The archive that has the suite itself. */
    AptSource mainSource() {
        return recipe.sources().get(0);
    }
}

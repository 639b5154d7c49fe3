package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.internal.archive.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keyrings of a recipe: where they are on the host, and where the guest has them. Immutable and thread-safe.
 *
 * @param main the one for sources without one of their own
 * @param inGuest where the guest has each
 */
record Keyrings(Path main, Map<Path, String> inGuest) {

    /** Where the package debian-archive-keyring keeps Debian's keys, on the host and in the guest. */
    static final Path DEBIAN = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final String DIRECTORY = "/etc/apt/keyrings/";

    /** Copies the map. */
    Keyrings {
        inGuest = Map.copyOf(inGuest);
    }

    /**
     * Those of a recipe.
     *
     * @param debian Debian's keyring, wherever the host has it
     * @throws ImageException if one is not there
     */
    static Keyrings of(ImageRecipe recipe, Path debian) {
        Map<Path, String> inGuest = new LinkedHashMap<>();
        // The guest has Debian's by its package, under a name that does not tell where the host had it.
        inGuest.put(debian, DEBIAN.toString());
        recipe.keyring().ifPresent(own -> inGuest.put(require(own), placeOf(own, inGuest.values())));
        for (AptSource source : recipe.sources()) {
            source.keyring()
                    .filter(own -> !inGuest.containsKey(own))
                    .ifPresent(own -> inGuest.put(require(own), placeOf(own, inGuest.values())));
        }
        return new Keyrings(recipe.keyring().orElse(debian), inGuest);
    }

    private static Path require(Path keyring) {
        if (!Files.isReadable(keyring)) {
            throw new ImageException(
                    "the keyring " + keyring
                            + ", without which the archive's signatures cannot be checked, is not there; name another",
                    ImageException.Facts.of(ImageFailure.HOST, ImagePhase.RESOLVE));
        }
        return keyring;
    }

    /** Under its own name, or with a number before it if another one has that. */
    private static String placeOf(Path keyring, Collection<String> taken) {
        String name = plainName(keyring);
        String place = DIRECTORY + name;
        for (int number = 2; taken.contains(place); number++) {
            place = DIRECTORY + number + "-" + name;
        }
        return place;
    }

    /** A keyring's name as a line of apt's sources can hold it, and as apt reads one that is not armored. */
    static String plainName(Path file) {
        return file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("\\.asc$", ".gpg");
    }

    /** What is in a keyring, without armor, which gpgv does not read. */
    static byte[] binary(Path keyring) throws IOException {
        return Keyring.binary(Files.readAllBytes(keyring));
    }

    /** The keyring that must have signed a source. */
    Path of(AptSource source) {
        return source.keyring().orElse(main);
    }

    /** Those that sign something of the recipe, without Debian's if nothing of it is. */
    Set<Path> inUse() {
        Set<Path> used = new LinkedHashSet<>(inGuest.keySet());
        used.removeIf(keyring -> !keyring.equals(main) && inGuest.get(keyring).equals(DEBIAN.toString()));
        return used;
    }

    /** Where the guest has the keyring of a source. */
    String guestPathOf(AptSource source) {
        return Optional.ofNullable(inGuest.get(of(source))).orElseThrow();
    }

    /** Those that the guest gets from here. */
    List<GuestFile> files() throws IOException {
        List<GuestFile> files = new ArrayList<>();
        for (Map.Entry<Path, String> keyring : inGuest.entrySet()) {
            if (keyring.getValue().startsWith(DIRECTORY)) {
                files.add(GuestFile.of(keyring.getValue(), binary(keyring.getKey())));
            }
        }
        return files;
    }
}

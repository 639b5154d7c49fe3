package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.internal.apt.AptEntry;
import io.umlmachine.internal.apt.MirrorChoice;
import io.umlmachine.internal.archive.AptConfig;
import io.umlmachine.internal.archive.Mirror;
import io.umlmachine.internal.archive.PackageIndex;
import io.umlmachine.internal.archive.Suite;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The archive of a recipe, as this program reads it itself.
 *
 * @param uri where it is
 * @param suite the suite
 * @param apt the apt that tells how to reach it
 * @param creation the attempt
 */
record ArchiveAccess(String uri, String suite, AptConfig apt, Creation creation) {

    /** That of the recipe, or else of the host's apt; empty if neither names one. */
    static Optional<ArchiveAccess> of(ImageRecipe recipe, Surroundings surroundings, Creation creation)
            throws InterruptedException {
        Optional<String> uri = Snapshot.sourcesOf(recipe).stream()
                .map(AptSource::uri)
                .findFirst()
                .or(() -> MirrorChoice.ofHost().sourcesOf(recipe.suite()).stream()
                        .map(AptEntry::uri)
                        .findFirst());
        AptConfig apt = surroundings.apt();
        return uri.map(address -> new ArchiveAccess(address, recipe.suite(), apt, creation));
    }

    /** The suite, whose release file is judged. */
    Suite open(Suite.Trust trust) throws IOException, InterruptedException {
        return Suite.open(suite, mirror(), trust, downloads());
    }

    /** The suite, of which nothing is to be trusted. */
    Suite openUnverified() throws IOException, InterruptedException {
        return Suite.openUnverified(suite, mirror(), downloads());
    }

    /** A package's file. */
    Path fetch(String name, Suite from) throws InterruptedException {
        PackageIndex.Entry entry = from.find(Set.of(name)).get(name);
        creation.say("+ fetch " + from.address(entry));
        return from.fetch(entry, bytes -> {});
    }

    private Mirror mirror() {
        return Mirror.at(uri, apt, TimeLimit.in(creation.timeout()));
    }

    private Path downloads() throws IOException {
        return Files.createDirectory(creation.file("downloads-" + UUID.randomUUID()));
    }
}

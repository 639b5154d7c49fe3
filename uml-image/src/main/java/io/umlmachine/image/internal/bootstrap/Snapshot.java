package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The past of archives: addresses in which the time has a place, as sources.list(5) describes it. */
final class Snapshot {

    private static final String PLACE = "@SNAPSHOTID@";
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Snapshot() {}

    /**
     * The sources of a recipe with their real addresses.
     *
     * @throws ImageException if a moment has no place in any of them, or a place has no moment
     */
    static List<AptSource> sourcesOf(ImageRecipe recipe) {
        boolean hasPlace =
                recipe.sources().stream().anyMatch(source -> source.uri().contains(PLACE));
        if (recipe.snapshot().isPresent() != hasPlace) {
            throw new ImageException(
                    hasPlace
                            ? "the address of an archive has the place " + PLACE + ", but the recipe names no snapshot"
                            : "the recipe names the snapshot "
                                    + recipe.snapshot().orElseThrow()
                                    + ", but no archive's address has a place " + PLACE
                                    + " for it; name a mirror that keeps the past",
                    ImageException.Facts.of(ImageFailure.RECIPE, ImagePhase.RESOLVE));
        }
        return recipe.snapshot()
                .map(moment -> recipe.sources().stream()
                        .map(source -> at(moment, source))
                        .toList())
                .orElse(recipe.sources());
    }

    private static AptSource at(Instant moment, AptSource source) {
        return new AptSource(
                source.uri().replace(PLACE, ID.format(moment)), source.suite(), source.components(), source.keyring());
    }
}

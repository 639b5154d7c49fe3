package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.AptSource;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.Surroundings;
import io.umlmachine.image.internal.customise.SystemLocale;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.internal.archive.AptConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A recipe together with what it needs of this host. Immutable and thread-safe.
 *
 * @param recipe what to make
 * @param sources the recipe's sources, at the moment that it names
 * @param keyrings the keys that must have signed them
 * @param surroundings how they are reached
 * @param hostApt the host's apt
 */
record Plan(
        ImageRecipe recipe, List<AptSource> sources, Keyrings keyrings, Surroundings surroundings, AptConfig hostApt) {

    private static final String VALIDITY = "Acquire::Check-Valid-Until";

    /**
     * Finds the keys: without them no image is made.
     *
     * @throws io.umlmachine.image.ImageException if they are not there, or the recipe cannot be followed
     */
    static Plan of(ImageRecipe recipe, Keyrings keyrings, Surroundings surroundings) throws InterruptedException {
        return new Plan(recipe, Snapshot.sourcesOf(recipe), keyrings, surroundings, surroundings.apt());
    }

    /** The packages to add, and what the sources and the settings need to be usable from inside. */
    List<String> packages() {
        TreeSet<String> packages = new TreeSet<>(recipe.packages().include());
        packages.addAll(packagesForApt());
        if (SystemLocale.isGenerated(recipe)) {
            packages.add(SystemLocale.PACKAGE);
        }
        return List.copyOf(packages);
    }

    /** Without these the guest's apt could not use the sources. */
    List<String> packagesForApt() {
        return sources.stream().anyMatch(source -> source.uri().startsWith("https:"))
                ? List.of("ca-certificates")
                : List.of();
    }

    /** Whether the recipe says where packages come from; if not, the tool knows. */
    boolean hasSources() {
        return !sources.isEmpty();
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
        return sources.get(0);
    }

    /** The options of the guest's apt. A snapshot's release files may be past their time. */
    SortedMap<String, String> guestAptOptions() {
        SortedMap<String, String> options = new TreeMap<>();
        if (recipe.snapshot().isPresent()) {
            options.put(VALIDITY, "false");
        }
        options.putAll(recipe.settings().aptOptions());
        return options;
    }

    /**
     * The options of apt for the making: the guest's, and this of the host, that it goes on with mirrors which stand still if
     * the recipe says nothing about it.
     */
    SortedMap<String, String> aptOptions() {
        SortedMap<String, String> options = new TreeMap<>();
        if (!hostApt.checksValidity()) {
            options.put(VALIDITY, "false");
        }
        options.putAll(guestAptOptions());
        return options;
    }

    /** Whether release files must not be past their time, by {@link #aptOptions}. */
    boolean checksValidity() {
        return new AptConfig(lowerCased(aptOptions())).checksValidity();
    }

    private static Map<String, String> lowerCased(Map<String, String> options) {
        Map<String, String> lower = new TreeMap<>();
        options.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}

package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.customise.SystemLocale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The files by which a system is configured as a plan says; they are the same whichever tool has made it. */
final class SystemFiles {

    /** What the tools leave of how they were called. */
    static final List<String> UNWANTED = List.of("/etc/apt/apt.conf.d/99mmdebstrap");

    private static final String APT_OPTIONS = "/etc/apt/apt.conf.d/90recipe";

    private SystemFiles() {}

    /** In the order of their paths. */
    static List<GuestFile> of(Plan plan) throws IOException {
        ImageRecipe recipe = plan.recipe();
        List<GuestFile> files = new ArrayList<>(plan.keyrings().files());
        files.add(GuestFile.of("/etc/hostname", recipe.settings().hostname() + "\n"));
        files.add(GuestFile.of("/etc/hosts", hosts(recipe.settings().hostname())));
        if (plan.hasSources()) {
            files.add(GuestFile.of("/etc/apt/sources.list", sourcesList(plan)));
        }
        SortedMap<String, String> options = plan.guestAptOptions();
        if (!options.isEmpty()) {
            files.add(GuestFile.of(APT_OPTIONS, aptConfiguration(options)));
        }
        if (!SystemLocale.isGenerated(recipe)) {
            recipe.settings()
                    .locale()
                    .map(SystemLocale::new)
                    .map(SystemLocale::configuration)
                    .ifPresent(files::add);
        }
        files.sort(Comparator.comparing(GuestFile::path));
        return List.copyOf(files);
    }

    /** As Debian's installer does it: the name is known without a network. */
    private static String hosts(String hostname) {
        String names =
                hostname.contains(".") ? hostname + " " + hostname.substring(0, hostname.indexOf('.')) : hostname;
        return "127.0.0.1 localhost\n127.0.1.1 " + names + "\n::1 localhost ip6-localhost ip6-loopback\n";
    }

    private static String sourcesList(Plan plan) {
        return plan.sources().stream()
                .map(source -> source.toLine(plan.keyrings().guestPathOf(source)) + "\n")
                .collect(Collectors.joining());
    }

    /** In the form of apt.conf(5). */
    static String aptConfiguration(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " \"" + option.getValue() + "\";\n")
                .collect(Collectors.joining());
    }
}

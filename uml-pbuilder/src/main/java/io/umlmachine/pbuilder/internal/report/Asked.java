package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BinaryNmu;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a build was asked for, as far as it changes what comes of it. Addresses of archives are not among it: they may hold
 * passwords, and pages are passed around.
 *
 * @param entries in the order in which they are shown
 */
public record Asked(List<Entry> entries) {

    /**
     * One thing.
     *
     * @param name what it is
     * @param value as it was asked for
     */
    public record Entry(String name, String value) {}

    /** Copies the list. */
    public Asked {
        entries = List.copyOf(entries);
    }

    static Asked of(PbuilderConfig config, BuildRequest request) {
        List<Entry> entries = new ArrayList<>();
        BuildScope scope = request.binaryNmu().isPresent() ? BuildScope.ARCHITECTURE_DEPENDENT : config.scope();
        add(entries, "Suite", config.distribution());
        add(entries, "Packages", packages(scope));
        add(entries, "Profiles", String.join(" ", config.profiles()));
        add(entries, "Options of dpkg-buildpackage", String.join(" ", config.buildOptions()));
        add(entries, "DEB_BUILD_OPTIONS", config.debBuildOptions());
        add(entries, "Network during the build", config.useNetwork() ? "yes" : "loopback only");
        add(entries, "Memory of the machine", Words.size(config.memory()));
        add(
                entries,
                "Limit of time",
                request.timeout().or(config::timeout).map(Words::duration).orElse(""));
        add(entries, "Limit of output", Words.size(request.logLimit()));
        add(entries, "Limit of disk", request.diskLimit().map(Words::size).orElse(""));
        add(entries, "Built again in its tree", config.twice() ? "yes" : "");
        add(
                entries,
                "Binary-only upload",
                request.binaryNmu().map(BinaryNmu::message).orElse(""));
        add(entries, "Extra packages", join(request.extraPackages()));
        add(entries, "Local packages", names(request.localPackages()));
        add(entries, "Files beside the source", names(request.inputFiles()));
        add(entries, "Signed by", names(request.signedBy()));
        return new Asked(entries);
    }

    private static String packages(BuildScope scope) {
        return switch (scope) {
            case FULL -> "all, and the source package";
            case ARCHITECTURE_DEPENDENT -> "architecture-dependent";
            case ARCHITECTURE_INDEPENDENT -> "architecture-independent";
        };
    }

    private static void add(List<Entry> entries, String name, String value) {
        if (!value.isEmpty()) {
            entries.add(new Entry(name, value));
        }
    }

    private static String names(Collection<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(" "));
    }

    private static String join(Collection<String> words) {
        return String.join(" ", words);
    }
}

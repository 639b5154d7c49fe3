package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What a person calls a failed build: its id, or the start of it if only one has that. */
final class FailedBuildName {

    private FailedBuildName() {}

    static FailedBuild find(Pbuilder pbuilder, String name) throws IOException {
        List<FailedBuild> all = pbuilder.failedBuilds();
        List<FailedBuild> found =
                all.stream().filter(build -> build.id().startsWith(name)).toList();
        return found.stream()
                .filter(build -> build.id().equals(name) || found.size() == 1)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        (found.isEmpty() ? "No failed build is called " : "Several failed builds are called ") + name
                                + "; there are: "
                                + all.stream().map(FailedBuild::id).collect(Collectors.joining(", "))));
    }
}

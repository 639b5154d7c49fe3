package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.control.BuildDependencies;
import io.umlmachine.pbuilder.internal.repository.MoreSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be installed for a build. Immutable.
 *
 * @param dsc the source, whose build dependencies come first
 * @param options of {@code apt-get build-dep}
 * @param extra packages that come then
 * @param sources what apt knows besides what the image says
 */
record Wanted(Dsc dsc, List<String> options, List<String> extra, MoreSources sources) {

    static Wanted of(PbuilderConfig config, BuildRequest request, Dsc dsc) {
        List<String> options = new ArrayList<>();
        switch (PackageBuild.scope(config, request)) {
            case FULL -> {}
            case ARCHITECTURE_DEPENDENT -> options.add("--arch-only");
            case ARCHITECTURE_INDEPENDENT -> options.add("--indep-only");
        }
        if (!config.profiles().isEmpty()) {
            options.add("--build-profiles=" + String.join(",", config.profiles()));
        }
        List<String> extra = Stream.concat(
                        new Machines(config).packagesOfMachine().stream(), request.extraPackages().stream())
                .toList();
        return new Wanted(dsc, List.copyOf(options), extra, MoreSources.of(config, request.localPackages()));
    }

    /** All of it that decides what apt installs, as texts. */
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>(BuildDependencies.of(dsc));
        texts.add("options");
        texts.addAll(options);
        texts.add("extra");
        texts.addAll(extra);
        texts.add("sources");
        texts.addAll(sources.contents());
        return texts;
    }
}

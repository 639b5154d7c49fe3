package io.umlmachine.pbuilder.internal.reproduce;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.DebDifference;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.Reproduction;
import io.umlmachine.pbuilder.Reproduction.Attempt;
import io.umlmachine.pbuilder.Reproduction.Comparison;
import io.umlmachine.pbuilder.Variation;
import io.umlmachine.pbuilder.internal.build.Build;
import io.umlmachine.pbuilder.internal.check.Checks;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds a source in several circumstances, and compares what comes of it.
 *
 * @param config how the machines are
 * @param request what is built
 * @param layers whether build dependencies are kept
 * @param variations the circumstances
 */
public record ReproductionRun(
        PbuilderConfig config, BuildRequest request, LayerPolicy layers, List<Variation> variations) {

    /** Checks and copies the list. */
    public ReproductionRun {
        variations = List.copyOf(variations);
        if (variations.size() < 2) {
            throw new IllegalArgumentException(
                    "A source is built twice at least to see whether that makes a difference, not " + variations.size()
                            + " times");
        }
    }

    /** Builds until all is built, or a build fails. */
    public Reproduction run() throws IOException, InterruptedException {
        Dsc dsc = Dsc.read(request.dsc());
        Path place = request.resultDirectory()
                .orElse(config.buildResult())
                .resolve(new SourceVersion(dsc.source(), dsc.version()).fileName(".reproduce"));
        List<Attempt> attempts = new ArrayList<>();
        for (Variation variation : variations) {
            int number = attempts.size() + 1;
            BuildRequest numbered = numbered(place, number);
            Checks checks = new Checks(config, numbered.checks());
            BuildResult result = new Build(config, numbered, layers, checks::run, variation).run();
            attempts.add(new Attempt(variation, result));
            if (!result.success()) {
                return new Reproduction(attempts, List.of());
            }
        }
        return new Reproduction(attempts, comparisons(attempts));
    }

    private BuildRequest numbered(Path place, int number) {
        BuildRequest numbered = request.resultDirectory(place.resolve("" + number));
        return request.log()
                .map(log -> numbered.log(log.resolveSibling(log.getFileName() + "." + number)))
                .orElse(numbered);
    }

    private static List<Comparison> comparisons(List<Attempt> attempts) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, Path> first = packages(attempts.get(0));
        for (int i = 1; i < attempts.size(); i++) {
            Map<String, Path> other = packages(attempts.get(i));
            TreeSet<String> names = new TreeSet<>(first.keySet());
            names.addAll(other.keySet());
            for (String name : names) {
                comparisons.add(new Comparison(name, i + 1, differences(name, first, other)));
            }
        }
        return comparisons;
    }

    private static List<DebDifference> differences(String name, Map<String, Path> first, Map<String, Path> other)
            throws IOException {
        if (!first.containsKey(name) || !other.containsKey(name)) {
            String there = "there";
            return List.of(new DebDifference(
                    "",
                    "",
                    DebDifference.Part.PRESENCE,
                    first.containsKey(name) ? there : "",
                    other.containsKey(name) ? there : ""));
        }
        return DebComparison.of(Objects.requireNonNull(first.get(name)), Objects.requireNonNull(other.get(name)));
    }

    private static Map<String, Path> packages(Attempt attempt) {
        Map<String, Path> packages = new TreeMap<>();
        attempt.result().debs().forEach(deb -> packages.put(deb.getFileName().toString(), deb));
        return packages;
    }
}

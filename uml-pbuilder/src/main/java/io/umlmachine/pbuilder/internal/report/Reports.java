package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.QueueReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what is told of builds after their end. */
public final class Reports {

    private Reports() {}

    /**
     * Writes the page about a build.
     *
     * @param previous the record of a build to compare with; empty for the newest of the same source beside the results
     * @throws IOException if it cannot be written, or something that it tells of cannot be read
     */
    public static void write(Destination file, BuildFacts facts, Optional<Path> previous) throws IOException {
        write(file, facts, packages(facts), previous);
    }

    /**
     * Writes the page about a build and, if that succeeded, the record that later builds are compared with.
     *
     * @param record where that goes
     */
    public static void write(Destination file, BuildFacts facts, Optional<Path> previous, Destination record)
            throws IOException {
        List<PackageFacts> packages = packages(facts);
        write(file, facts, packages, previous);
        Optional<BuildResult> result = facts.result().filter(BuildResult::success);
        if (result.isPresent()) {
            String text = Records.write(result.get(), facts.time(), packages);
            record.put(staged -> Files.writeString(staged, text));
        }
    }

    /** Writes the page about the builds of a queue. */
    public static void write(Destination file, QueueReport report) throws IOException {
        QueuePage.write(file, report);
    }

    private static void write(Destination file, BuildFacts facts, List<PackageFacts> packages, Optional<Path> previous)
            throws IOException {
        Optional<PreviousBuild> other = Optional.empty();
        if (previous.isPresent()) {
            other = Optional.of(Records.read(previous.get()));
        } else if (facts.result().isPresent()) {
            other = Records.before(facts.result().get());
        }
        BuildPage.write(file, facts, packages, packages.isEmpty() ? Optional.empty() : other);
    }

    private static List<PackageFacts> packages(BuildFacts facts) throws IOException {
        List<PackageFacts> packages = new ArrayList<>();
        for (Path deb : facts.result().map(BuildResult::debs).orElse(List.of())) {
            packages.add(PackageFacts.of(deb));
        }
        return packages;
    }
}

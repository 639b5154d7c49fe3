package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.pbuilder.BuildResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A build that was, as its record tells.
 *
 * @param file the record
 * @param source the name of its source
 * @param version the version of its source
 * @param time when it ended
 * @param duration how long it took
 * @param packages what it made
 */
record PreviousBuild(
        Path file, String source, String version, Instant time, Duration duration, List<PackageFacts> packages) {

    PreviousBuild {
        packages = List.copyOf(packages);
    }

    /** Whether it is the very build that left a result: no two take the same time to the millisecond, as good as never. */
    boolean isOf(BuildResult result) {
        return version.equals(result.source().version())
                && duration.toMillis() == result.duration().toMillis();
    }
}

package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.Pbuilder;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Lists failed builds. */
@Command(
        name = "ls",
        description = "Lists the builds that failed and were kept, the oldest first, and what each takes of the disk.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class FailedListCommand extends ConfiguredCommand {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Override
    public Integer call() throws IOException {
        for (FailedBuild build : Pbuilder.with(config()).failedBuilds()) {
            out().println(String.format(
                    Locale.ROOT,
                    "%s  %s  %dM  %s",
                    build.id(),
                    TIME.format(build.time()),
                    (build.size().bytes() + (1 << 20) - 1) >> 20,
                    build.reason().lines().findFirst().orElse("")));
        }
        return ExitCodes.DONE;
    }
}

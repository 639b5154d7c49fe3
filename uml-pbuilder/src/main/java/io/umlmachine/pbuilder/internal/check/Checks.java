package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.UmlException;
import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.build.BuildLog;
import io.umlmachine.pbuilder.internal.build.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes checks, one after the other. Immutable and thread-safe.
 *
 * @param config how their machines are
 * @param checks what is checked
 */
public record Checks(PbuilderConfig config, List<Check> checks) {

    /** Makes them, into a log of their own beside the .changes file. */
    public List<CheckResult> run(BuildResult result, Consumer<BuildEvent> listener)
            throws IOException, InterruptedException {
        Path changes = new Built(result).changes().file();
        String name = changes.getFileName().toString().replaceFirst("\\.changes$", "") + ".check";
        try (Journal journal = new Journal(BuildLog.open(changes.resolveSibling(name)), listener)) {
            return journal.phase(BuildPhase.CHECK, () -> run(result, journal));
        }
    }

    /** Makes them, into the log of a build. */
    public List<CheckResult> run(BuildResult result, Journal journal) throws InterruptedException {
        List<CheckResult> results = new ArrayList<>();
        try (PreparedDisk disk = new PreparedDisk(checks)) {
            for (Check check : checks) {
                journal.check(new BuildEvent.CheckStarted(check));
                CheckResult checked = make(check, new Built(result), new Bench(config, journal, check.timeout(), disk));
                journal.check(new BuildEvent.CheckFinished(checked));
                results.add(checked);
            }
        }
        return List.copyOf(results);
    }

    private static CheckResult make(Check check, Built built, Bench bench) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            if (check instanceof Check.Lintian lintian) {
                return new LintianRun(lintian, built, bench).run();
            }
            if (check instanceof Check.SourceTests tests) {
                return new SourceTestsRun(tests, built, bench).run();
            }
            if (check instanceof Check.TestCommand command) {
                return new TestCommandRun(command, built, bench).run();
            }
            return new InstallationRun((Check.Installation) check, built, bench).run();
        } catch (IOException | UncheckedIOException | UmlException e) {
            String reason = String.valueOf(e.getMessage());
            return new CheckResult.NotMade(check, reason, Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}

package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildFailedException;
import io.umlmachine.pbuilder.BuildResult;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** What a build tells a person, and another program. */
final class BuildReport {

    private BuildReport() {}

    /** Passes on what happens. */
    static void tell(Progress progress, BuildEvent event) {
        if (event instanceof BuildEvent.LogLine line) {
            progress.detail(line.text());
        } else {
            progress.step(event.toString());
        }
    }

    /** How it ended, in a sentence. */
    static String summary(BuildResult result) {
        String name = result.source().source() + " " + result.source().version();
        if (!result.success()) {
            return new BuildFailedException(result).getMessage();
        }
        return result.passed() ? name + " is built" : name + " is built, and has not passed " + notPassed(result);
    }

    private static String notPassed(BuildResult result) {
        return result.checks().stream()
                .filter(check -> !check.passed())
                .map(check -> check.check().name())
                .collect(Collectors.joining(", "));
    }

    /**
     * Prints the paths of what the build left, or all about it as JSON.
     *
     * @return what the command ends with
     */
    static int print(BuildResult result, boolean json, PrintWriter out) {
        if (json) {
            out.println(result.toJson());
        } else {
            printPaths(result, out);
        }
        return exitCode(result);
    }

    private static int exitCode(BuildResult result) {
        if (result.passed()) {
            return ExitCodes.DONE;
        }
        return result.success() ? ExitCodes.NOT_PASSED : ExitCodes.NOT_BUILT;
    }

    private static void printPaths(BuildResult result, PrintWriter out) {
        out.println(result.log());
        result.report().ifPresent(out::println);
        result.additional().forEach(out::println);
        result.sourceChanges().ifPresent(changes -> out.println(changes.file()));
        result.changes().ifPresent(changes -> {
            changes.files("").forEach(out::println);
            out.println(changes.file());
        });
    }
}

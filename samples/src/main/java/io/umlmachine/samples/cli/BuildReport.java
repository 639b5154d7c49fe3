package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildFailedException;
import io.umlmachine.pbuilder.BuildResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        return result.success() ? name + " is built" : new BuildFailedException(result).getMessage();
    }

    /**
     * Prints the paths of what the build left, and writes all of it as JSON if a file for that is named.
     *
     * @return what the command ends with
     */
    static int print(BuildResult result, Optional<Path> json, PrintWriter out) throws IOException {
        out.println(result.log());
        result.additional().forEach(out::println);
        result.sourceChanges().ifPresent(changes -> out.println(changes.file()));
        result.changes().ifPresent(changes -> {
            changes.files("").forEach(out::println);
            out.println(changes.file());
        });
        if (json.isPresent()) {
            Files.writeString(json.get(), result.toJson() + "\n");
        }
        return result.success() ? ExitCodes.DONE : ExitCodes.NOT_BUILT;
    }
}

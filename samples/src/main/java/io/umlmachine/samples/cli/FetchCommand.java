package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.DebianSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a source package. */
@Command(
        name = "fetch",
        description = {
            "Fetches a source package from the archive that the host's apt uses, checked by apt.",
            "Prints the path of its .dsc file."
        },
        mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SOURCE=VERSION", description = "Such as hello=2.10-3.")
    private String source;

    @Option(names = "--into", paramLabel = "DIR", description = "Where to. Default: the current directory.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int equals = source.indexOf('=');
        if (equals < 0) {
            throw new ParameterException(
                    spec.commandLine(), "'" + source + "' names no version; write it as in hello=2.10-3");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(DebianSource.fetch(source.substring(0, equals), source.substring(equals + 1), directory)
                .file());
        return ExitCodes.DONE;
    }
}

package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.DebianSource;
import io.umlmachine.pbuilder.Dsc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern WORDS = Pattern.compile("(?<name>[^=/]+)(?:=(?<version>.+)|/(?<suite>.+))?");

    @Parameters(
            paramLabel = "SOURCE",
            description = {
                "hello for the newest version, hello=2.10-3 for that one,",
                "or hello/bookworm for the newest of a suite."
            })
    private String source;

    @Option(names = "--into", paramLabel = "DIR", description = "Where to. Default: the current directory.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            spec.commandLine().getOut().println(fetch().file());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return ExitCodes.DONE;
    }

    private Dsc fetch() throws IOException, InterruptedException {
        Matcher words = WORDS.matcher(source);
        if (!words.matches()) {
            throw new IllegalArgumentException("'" + source + "' is no source; write it as in hello=2.10-3");
        }
        String name = words.group("name");
        if (words.group("version") != null) {
            return DebianSource.fetch(name, words.group("version"), directory);
        }
        return words.group("suite") == null
                ? DebianSource.fetch(name, directory)
                : DebianSource.fetchFrom(words.group("suite"), name, directory);
    }
}

package io.umlmachine.samples.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: by name, if it is something that pbuilder has and this program has not. */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("pbuilder-uml: " + refusal(failure, args).orElse(failure.getMessage()));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCodes.USAGE;
    }

    private static Optional<String> refusal(ParameterException failure, String[] args) {
        // An option that is unknown may hide behind another problem, such as its value in the place of a parameter.
        Stream<String> suspects = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                : Arrays.stream(args).filter(word -> word.startsWith("--"));
        return suspects.map(Unsupported::refusal).flatMap(Optional::stream).findFirst();
    }
}

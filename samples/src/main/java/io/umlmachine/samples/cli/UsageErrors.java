package io.umlmachine.samples.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
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
        Failures.paragraph(refusal(failure, args).orElseGet(() -> describe(failure)), err, Screen.err());
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCodes.USAGE;
    }

    private static Optional<String> refusal(ParameterException failure, String[] args) {
        // An option that is unknown may hide behind another problem, such as its value in the place of a parameter.
        Stream<String> suspects = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                : Arrays.stream(args).filter(word -> word.startsWith("--") && !knows(failure.getCommandLine(), word));
        return suspects.map(Unsupported::refusal).flatMap(Optional::stream).findFirst();
    }

    private static String describe(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return failure.getMessage();
        }
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        List<String> close = unmatched.getSuggestions().stream()
                .map(suggestion -> suggestion.substring(suggestion.lastIndexOf(' ') + 1))
                .toList();
        return "'" + unmatched.getUnmatched().get(0) + "' is nothing that '" + name + "' knows"
                + (close.isEmpty() ? "" : "; is " + String.join(" or ", close) + " meant?");
    }

    private static boolean knows(CommandLine command, String word) {
        return command.getCommandSpec().findOption(word.split("=", 2)[0]) != null;
    }
}

package io.umlmachine.junit.internal;

import java.util.List;
import java.util.stream.Collectors;

/** What is told of machines as a part of a failure: what is printed with it, and no stack of its own. */
final class FailureDetails extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 25;

    FailureDetails(String where, List<TestMachine> machines) {
        super(
                where + machines.stream().map(FailureDetails::describe).collect(Collectors.joining()),
                null,
                false,
                false);
    }

    private static String describe(TestMachine machine) {
        List<String> console = machine.console().lines().toList();
        String header = "\nconsole of machine " + machine.title() + (machine.isAlive() ? "" : ", which had ended");
        if (console.isEmpty()) {
            return header + ": nothing was printed";
        }
        return console.subList(Math.max(0, console.size() - LINES), console.size()).stream()
                .collect(Collectors.joining("\n    ", header + ":\n    ", ""));
    }

    /** Without the name of this class, which tells nobody anything. */
    @Override
    public String toString() {
        return getMessage();
    }
}

package io.umlmachine.internal.terminal;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import io.umlmachine.UmlMachine;
import java.io.IOException;

/** A command of a guest on a terminal of the host. */
public final class Attachment {

    /** The user's own shell in the user's own directory, as a login has it. */
    private static final Command LOGIN = Command.of("/bin/sh", "-c", "cd; exec \"${SHELL:-/bin/sh}\" -l");

    private static final String TYPE = "TERM";

    private Attachment() {}

    /** Root's shell. */
    public static Command login() {
        return LOGIN;
    }

    /** Runs a command on a terminal, to its end or the machine's. */
    public static ExitStatus run(UmlMachine machine, Terminal terminal, Command command)
            throws IOException, InterruptedException {
        if (command.stdin().isPresent()) {
            throw new IllegalArgumentException(
                    "A command on a terminal reads what is typed, and nothing besides: " + command);
        }
        TerminalSize size = terminal.size();
        Command typed = command.environment().containsKey(TYPE) ? command : command.env(TYPE, terminal.type());
        GuestProcess process = machine.start(typed.terminal(size));
        try (Terminal.Session session = terminal.open()) {
            return attend(process, session, WindowWatch.start(terminal, size, process));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static ExitStatus attend(GuestProcess process, Terminal.Session session, WindowWatch watch)
            throws InterruptedException {
        try (watch) {
            Pump.start("uml-keys", session.input(), process.stdin(), true);
            Thread output = Pump.start("uml-screen", process.stdout(), session.output(), false);
            ExitStatus status = process.waitFor();
            output.join();
            return status;
        }
    }
}

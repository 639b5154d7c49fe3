package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.Terminal;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.HookException;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.hooks.GuestHooks;
import io.umlmachine.pbuilder.internal.hooks.HookDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The machine of one build, and who does what in it.
 *
 * @param machine the machine, which ends with this
 * @param steps runs commands, and tells of it
 * @param setup makes the machine ready
 * @param hooks what a person wants to be run
 */
record Room(UmlMachine machine, Journal journal, GuestSteps steps, GuestSetup setup, GuestHooks hooks)
        implements AutoCloseable {

    static Room of(
            UmlMachine machine,
            Journal journal,
            PbuilderConfig config,
            HookDirectory directory,
            Optional<Terminal> terminal) {
        GuestSteps steps = new GuestSteps(machine, journal);
        GuestHooks hooks = new GuestHooks(directory, config, "build", machine, (point, command) -> {
            if (point == HookPoint.AFTER_FAILURE && terminal.isPresent()) {
                journal.line("$ " + command);
                return new GuestHooks.Ended(machine.attach(terminal.get(), command), "");
            }
            GuestSteps.Ended ended = steps.run(command, Limits.none());
            return new GuestHooks.Ended(ended.status(), ended.tail());
        });
        return new Room(machine, journal, steps, new GuestSetup(machine, journal, config), hooks);
    }

    /** Runs hooks after the build, with a network again, which nothing of the build gets to see. */
    void runAfterwards(HookPoint point, String user, List<String> arguments) throws IOException, InterruptedException {
        if (!hooks.hasAny(point)) {
            return;
        }
        // All that the build's user left running; kill(1) with -1 spares the caller itself, and nothing else.
        machine.exec(Command.of("/bin/sh", "-c", "kill -KILL -1").user(user));
        if (!machine.network().isConnected()) {
            machine.network().connect();
        }
        hooks.run(point, arguments);
    }

    /** The build has failed already: what such hooks end with is told, and no more. */
    void runAfterFailure(String user) throws IOException, InterruptedException {
        try {
            runAfterwards(HookPoint.AFTER_FAILURE, user, List.of());
        } catch (HookException e) {
            journal.line(e.getMessage());
        }
    }

    @Override
    public void close() {
        machine.close();
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.Terminal;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.terminal.Pump;
import io.umlmachine.pbuilder.HookException;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.hooks.GuestHooks;
import io.umlmachine.pbuilder.internal.hooks.HookDirectory;
import io.umlmachine.pbuilder.internal.repository.MoreSources;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine on a throwaway overlay, for a shell or a script. */
public final class Session implements AutoCloseable {

    private static final String SCRIPTS = "/var/lib/umlmachine/script/";
    private static final int KEPT_NAME = 100;

    private final Workspace workspace;
    private final UmlMachine machine;
    private final PbuilderConfig config;
    private final HookDirectory hooks;

    private Session(Workspace workspace, UmlMachine machine, PbuilderConfig config, HookDirectory hooks) {
        this.workspace = workspace;
        this.machine = machine;
        this.config = config;
        this.hooks = hooks;
    }

    /** Boots a machine, as builds have it. */
    public static Session open(PbuilderConfig config) throws InterruptedException {
        HookDirectory hooks = HookDirectory.of(config);
        Machines machines = new Machines(config);
        machines.check();
        Workspace workspace = Workspace.open(config);
        try {
            return new Session(workspace, machines.boot(workspace, line -> {}), config, hooks);
        } catch (InterruptedException | RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    /**
     * Makes the machine what the configuration says, and runs the hooks that come before the shell or the script.
     *
     * @param operation what the session is, by pbuilder's name of it
     * @throws HookException if a hook fails
     */
    public void prepare(String operation, GuestHooks.Runner runner) throws IOException, InterruptedException {
        GuestHooks ofMachine = new GuestHooks(hooks, config, operation, machine, runner);
        ofMachine.run(HookPoint.AFTER_BOOT);
        MoreSources.of(config, List.of())
                .addTo(machine, command -> machine.exec(command).orThrow());
        ofMachine.run(HookPoint.BEFORE_SESSION);
    }

    /** Runs a hook on a person's terminal. */
    public GuestHooks.Ended hook(Terminal terminal, Command command) throws IOException, InterruptedException {
        return new GuestHooks.Ended(machine.attach(terminal, command), "");
    }

    /** Runs a hook and keeps what it prints. */
    public GuestHooks.Ended hook(Command command) throws InterruptedException {
        ExecResult result = machine.exec(GuestSteps.merged(command));
        return new GuestHooks.Ended(result.status(), result.stdout());
    }

    /** Runs a hook whose output goes to a stream. */
    public GuestHooks.Ended hook(OutputStream out, Command command) throws InterruptedException {
        return new GuestHooks.Ended(run(command, InputStream.nullInputStream(), out, out), "");
    }

    /** The machine. */
    public UmlMachine machine() {
        return machine;
    }

    /** Copies a script in and makes the command that runs it. A script without {@code #!} is for the shell. */
    public Command script(Path script, List<String> arguments) throws IOException, InterruptedException {
        String name = script.getFileName().toString();
        String copy = SCRIPTS + name.substring(Math.max(0, name.length() - KEPT_NAME));
        machine.copyIn(script, copy);
        machine.exec("chmod", "755", copy).orThrow();
        List<String> argv = new ArrayList<>();
        if (isPlainText(script)) {
            argv.add("/bin/sh");
        }
        argv.add(copy);
        argv.addAll(arguments);
        return Command.of(argv).directory("/root");
    }

    /** Runs a shell on a person's terminal. */
    public ExitStatus shell(Terminal terminal) throws IOException, InterruptedException {
        return machine.attach(terminal);
    }

    /** Runs a command with live streams. */
    public ExitStatus run(Command command, InputStream in, OutputStream out, OutputStream err)
            throws InterruptedException {
        return attend(machine.start(command), in, out, err);
    }

    private static ExitStatus attend(GuestProcess process, InputStream in, OutputStream out, OutputStream err)
            throws InterruptedException {
        Pump.start("uml-session", in, process.stdin(), true);
        Thread stdout = Pump.start("uml-session", process.stdout(), out, false);
        Thread stderr = Pump.start("uml-session", process.stderr(), err, false);
        try {
            ExitStatus status = process.waitFor();
            stdout.join();
            stderr.join();
            return status;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A kernel runs {@code #!} and ELF files; anything else is a shell's to read. */
    private static boolean isPlainText(Path script) throws IOException {
        try (InputStream in = Files.newInputStream(script)) {
            String start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return !start.startsWith("#!") && !start.equals("\u007fELF");
        }
    }

    @Override
    public void close() {
        try (workspace) {
            machine.close();
        }
    }
}

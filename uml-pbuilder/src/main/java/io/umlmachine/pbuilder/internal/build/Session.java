package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.Terminal;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.internal.terminal.Pump;
import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.HookException;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.failed.FailedBuilds;
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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine for a shell or a script. */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final String SCRIPTS = "/var/lib/umlmachine/script/";
    private static final int KEPT_NAME = 100;

    private final UmlMachine machine;
    private final PbuilderConfig config;
    private final HookDirectory hooks;

    private Session(UmlMachine machine, PbuilderConfig config, HookDirectory hooks) {
        this.machine = machine;
        this.config = config;
        this.hooks = hooks;
    }

    /** What is done in a session. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Session session) throws IOException, InterruptedException;
    }

    /** Boots a machine, as builds have it, works in it, and throws away what has changed. */
    public static <T> T use(PbuilderConfig config, Work<T> work) throws IOException, InterruptedException {
        HookDirectory hooks = HookDirectory.of(config);
        Machines machines = new Machines(config);
        machines.check();
        try (Workspace workspace = Workspace.open(config);
                UmlMachine machine = machines.boot(workspace, line -> {})) {
            return work.in(new Session(machine, config, hooks));
        }
    }

    /**
     * Works in a machine, and makes what it leaves the next generation of the image in the store, and of the file that is a
     * copy of it. Who needs the image meanwhile gets the old one.
     *
     * @param worth whether what was done is worth it; if not, it is thrown away
     */
    public static <T> T save(PbuilderConfig config, Work<T> work, Predicate<T> worth)
            throws IOException, InterruptedException {
        HookDirectory hooks = HookDirectory.of(config);
        DebianImage image = new Machines(config).stored(event -> {});
        List<T> done = new ArrayList<>();
        try {
            image.customise(machine -> {
                done.add(work.in(new Session(machine, config, hooks)));
                if (!worth.test(done.get(0))) {
                    throw new NotWorthIt();
                }
            });
            Creation.copy(config, image);
        } catch (NotWorthIt e) {
            LOG.debug("Nothing is saved: {}", done);
        }
        return done.get(0);
    }

    /** Ends the making of a generation. */
    private static final class NotWorthIt extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lets a person look at the disk of a failed build; what is changed in it stays. */
    public static ExitStatus inspect(PbuilderConfig config, FailedBuild build, Terminal terminal)
            throws IOException, InterruptedException {
        try (UmlMachine machine = new Machines(config).boot(FailedBuilds.disk(build))) {
            return machine.attach(
                    terminal,
                    Command.of(
                            "/bin/sh",
                            "-c",
                            "cd \"$0\" 2>/dev/null || cd; exec \"${SHELL:-/bin/sh}\" -l",
                            build.workingDirectory()));
        }
    }

    /** Removes the disk of a failed build, or has the next program do it if this one is killed. */
    public static void drop(PbuilderConfig config, FailedBuild build) throws IOException {
        try (Workspace workspace = Workspace.open(config)) {
            workspace.adopt(build.directory());
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
    public static boolean isPlainText(Path script) throws IOException {
        try (InputStream in = Files.newInputStream(script)) {
            String start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return !start.startsWith("#!") && !start.equals("\u007fELF");
        }
    }
}

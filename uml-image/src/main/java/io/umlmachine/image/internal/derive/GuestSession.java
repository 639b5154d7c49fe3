package io.umlmachine.image.internal.derive;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.internal.bootstrap.Creation;
import io.umlmachine.image.internal.bootstrap.NoSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A machine in which a system is changed. What its programs print goes to the log of the attempt, and their failure is the
 * attempt's. For one thread.
 */
public final class GuestSession {

    private static final int TAIL_LINES = 100;

    /** In memory, so that nothing of it stays in the image. */
    private static final String SCRIPT = "/run/umlmachine-script";

    private static final String MERGE_ERRORS = "exec \"$@\" 2>&1";

    private final UmlMachine machine;
    private final Creation creation;

    GuestSession(UmlMachine machine, Creation creation) {
        this.machine = machine;
        this.creation = creation;
    }

    /** The machine. */
    public UmlMachine machine() {
        return machine;
    }

    /** Runs a program as root to its end; any failure of it is an {@link io.umlmachine.image.ImageException}. */
    void run(String... argv) throws IOException, InterruptedException {
        run(Command.of(argv), argv[0]);
    }

    /** Runs a program to its end; any failure of it is an {@link io.umlmachine.image.ImageException}. */
    void run(Command command, String what) throws IOException, InterruptedException {
        creation.say("# " + String.join(" ", command.argv()));
        List<String> merged = new ArrayList<>(List.of("sh", "-c", MERGE_ERRORS, "sh"));
        merged.addAll(command.argv());
        GuestProcess process = machine.start(unattended(Command.of(merged)));
        process.stdin().close();
        AtomicBoolean late = new AtomicBoolean();
        process.onExit()
                .orTimeout(creation.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((ended, failure) -> {
                    if (failure instanceof TimeoutException) {
                        late.set(true);
                        process.destroyForcibly();
                    }
                });
        String tail = read(process);
        ExitStatus status = process.waitFor();
        if (late.get()) {
            throw creation.failure(
                    ImageFailure.TIMED_OUT,
                    what + " took longer than " + creation.timeout(),
                    command.argv(),
                    OptionalInt.empty(),
                    tail);
        }
        if (!status.success()) {
            throw creation.failure(
                    NoSpace.isTold(tail) || NoSpace.isTold(machine.console())
                            ? ImageFailure.NO_SPACE
                            : ImageFailure.PROGRAM,
                    what + " failed",
                    command.argv(),
                    OptionalInt.of(status.code()),
                    tail);
        }
    }

    /** A command that asks nobody anything. */
    private static Command unattended(Command command) {
        return command.env("DEBIAN_FRONTEND", "noninteractive").env("DEBCONF_NONINTERACTIVE_SEEN", "true");
    }

    private String read(GuestProcess process) throws IOException {
        Deque<String> tail = new ArrayDeque<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                creation.say(line);
                tail.addLast(line);
                if (tail.size() > TAIL_LINES) {
                    tail.removeFirst();
                }
            }
        }
        return String.join("\n", tail);
    }

    /** Puts a file into the guest. */
    void write(GuestFile file) throws IOException, InterruptedException {
        creation.say("# " + file);
        machine.write(file.path(), file.content(), PosixFilePermissions.fromString(file.permissions()));
    }

    /** Runs a script in the guest. */
    void run(GuestScript script) throws IOException, InterruptedException {
        machine.write(
                SCRIPT, script.text().getBytes(StandardCharsets.UTF_8), PosixFilePermissions.fromString("rwx------"));
        String what = "the script " + script.name();
        // The kernel runs no script without an interpreter's name.
        run(script.text().startsWith("#!") ? Command.of(SCRIPT) : Command.of("/bin/sh", SCRIPT), what);
        machine.exec("rm", "-f", SCRIPT).orThrow();
    }
}

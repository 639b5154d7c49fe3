package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.ImageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Configures, in a machine, the packages that debootstrap unpacked on the host. */
record SecondStage(Plan plan, Creation creation) {

    private static final int TAIL_LINES = 100;

    void run(Path disk) throws IOException, InterruptedException {
        try (UmlMachine machine = creation.machine().image(disk).direct().boot()) {
            configure(machine);
            if (plan.hasSources()) {
                machine.exec(Command.of("tee", "/etc/apt/sources.list").stdin(plan.sourcesList()))
                        .orThrow();
            }
        }
    }

    private void configure(UmlMachine machine) throws IOException, InterruptedException {
        Command command = Command.of("sh", "-c", "exec /debootstrap/debootstrap --second-stage 2>&1")
                // By number: there is no passwd file yet that could tell who root is.
                .user("0")
                .env("DEBIAN_FRONTEND", "noninteractive");
        GuestProcess process = machine.start(command);
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
                    "the second stage of debootstrap took longer than " + creation.timeout(),
                    command.argv(),
                    OptionalInt.empty(),
                    tail);
        }
        if (!status.success()) {
            throw creation.failure(
                    NoSpace.isTold(tail) ? ImageFailure.NO_SPACE : ImageFailure.PROGRAM,
                    "the second stage of debootstrap failed",
                    command.argv(),
                    OptionalInt.of(status.code()),
                    tail);
        }
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
}

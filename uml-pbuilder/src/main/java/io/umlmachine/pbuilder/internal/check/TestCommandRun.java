package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.Command;
import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.GuestFailure;
import io.umlmachine.pbuilder.TestRun;
import io.umlmachine.pbuilder.internal.build.GuestSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the caller's command where everything that was built is installed. For one use. */
final class TestCommandRun {

    private static final String DIRECTORY = GuestSetup.DIRECTORY + "/test";

    private final Check.TestCommand check;
    private final Built built;
    private final Bench bench;
    private final long begin = System.nanoTime();

    TestCommandRun(Check.TestCommand check, Built built, Bench bench) {
        this.check = check;
        this.built = built;
        this.bench = bench;
    }

    CheckResult run() throws IOException, InterruptedException {
        try (CheckMachine machine = bench.withPackages(built)) {
            Optional<GuestFailure> uninstallable = machine.attempt(CheckMachine.aptGet("install", built.names()));
            if (uninstallable.isPresent()) {
                return result(new TestRun.Failed(
                        uninstallable.get().status(), "what was built cannot be installed: " + uninstallable.get()));
            }
            Command command = command(machine);
            return result(TestEnd.of(machine.run(command), check.timeout()));
        }
    }

    private Command command(CheckMachine machine) throws IOException, InterruptedException {
        machine.machine()
                .exec("install", "-d", "-o", GuestSetup.USER, "-g", GuestSetup.USER, DIRECTORY)
                .orThrow();
        List<String> argv = new ArrayList<>();
        if (check.script().isPresent()) {
            argv.addAll(GuestScripts.copyIn(machine.machine(), check.script().get()));
        }
        argv.addAll(check.argv());
        return Command.of(argv)
                .user(check.user())
                .directory(DIRECTORY)
                .env("LC_ALL", "C.UTF-8")
                .env("HOME", check.user().equals("root") ? "/root" : DIRECTORY)
                .env("DEBIAN_FRONTEND", "noninteractive");
    }

    private CheckResult result(TestRun.Outcome outcome) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new CheckResult.Tested(check, List.of(new TestRun(check.name(), outcome, false, elapsed)), elapsed);
    }
}

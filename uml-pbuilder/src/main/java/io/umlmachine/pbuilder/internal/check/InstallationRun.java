package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.GuestFailure;
import io.umlmachine.pbuilder.SystemDifference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Installs packages, removes and purges them, and looks at what is left. What they depend on is installed before, and stays:
 * what other packages leave is not the fault of these. For one use.
 */
final class InstallationRun {

    private final Check.Installation check;
    private final Built built;
    private final Bench bench;
    private final long begin = System.nanoTime();
    private final List<String> packages = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<GuestFailure> failures = new ArrayList<>();
    private final List<SystemDifference> differences = new ArrayList<>();

    InstallationRun(Check.Installation check, Built built, Bench bench) {
        this.check = check;
        this.built = built;
        this.bench = bench;
    }

    CheckResult run() throws IOException, InterruptedException {
        try (CheckMachine machine = bench.withPackages(built)) {
            List<String> names = built.names();
            ExecResult together = simulate(names, machine);
            if (together.success()) {
                run(names, together, machine);
            } else {
                for (String name : names) {
                    run(List.of(name), simulate(List.of(name), machine), machine);
                }
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new CheckResult.Installed(check, packages, skipped, failures, differences, elapsed);
    }

    private static ExecResult simulate(List<String> names, CheckMachine machine) throws InterruptedException {
        return machine.machine().exec(CheckMachine.aptGet("install --simulate", names));
    }

    private void run(List<String> names, ExecResult simulated, CheckMachine machine) throws InterruptedException {
        if (failed(machine, installDependencies(names, simulated, machine))) {
            return;
        }
        Set<String> present = installed(machine);
        List<String> tested =
                names.stream().filter(name -> !present.contains(name)).toList();
        names.stream().filter(present::contains).forEach(skipped::add);
        if (tested.isEmpty()) {
            return;
        }
        packages.addAll(tested);
        SystemRecord before = SystemRecord.of(machine.machine());
        List<String> purge = new ArrayList<>(List.of("dpkg", "--purge"));
        purge.addAll(tested);
        boolean done = !failed(machine, Optional.of(CheckMachine.aptGet("install", tested)))
                && !failed(machine, Optional.of(CheckMachine.aptGet("remove", tested)))
                && !failed(machine, Optional.of(Command.of(purge).env("DEBIAN_FRONTEND", "noninteractive")));
        if (done) {
            List<SystemDifference> found = before.differencesTo(SystemRecord.of(machine.machine()));
            found.forEach(difference -> bench.journal().line(difference.toString()));
            differences.addAll(found);
        }
    }

    private boolean failed(CheckMachine machine, Optional<Command> command) throws InterruptedException {
        if (command.isEmpty()) {
            return false;
        }
        Optional<GuestFailure> failure = machine.attempt(command.get());
        failure.ifPresent(failures::add);
        return failure.isPresent();
    }

    /** All that apt would install but the packages themselves; of those, the ones that it would replace. */
    private static Optional<Command> installDependencies(List<String> names, ExecResult simulated, CheckMachine machine)
            throws InterruptedException {
        Set<String> own = Set.copyOf(names);
        Set<String> present = installed(machine);
        List<String> others = simulated
                .stdout()
                .lines()
                .filter(line -> line.startsWith("Inst "))
                .map(line -> line.split(" ")[1])
                .filter(name -> !own.contains(name) || present.contains(name))
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(CheckMachine.aptGet("install", others));
    }

    private static Set<String> installed(CheckMachine machine) throws InterruptedException {
        return machine.machine()
                .exec("dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\\n")
                .orThrow()
                .stdout()
                .lines()
                .filter(line -> line.startsWith("installed "))
                .map(line -> line.substring("installed ".length()))
                .collect(Collectors.toSet());
    }
}

package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.DiskImage;
import io.umlmachine.ExecResult;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.TestRun;
import io.umlmachine.pbuilder.internal.build.StagedSource;
import io.umlmachine.pbuilder.internal.control.BuildDependencies;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the tests that a source brings: a machine is made ready with the unpacked source and all that apt has to know, and
 * each test runs in a fork of it. For one use.
 */
final class SourceTestsRun {

    private static final String CONTROL = "/debian/tests/control";

    private final Check.SourceTests check;
    private final Built built;
    private final Bench bench;
    private final long begin = System.nanoTime();

    SourceTestsRun(Check.SourceTests check, Built built, Bench bench) {
        this.check = check;
        this.built = built;
        this.bench = bench;
    }

    CheckResult run() throws IOException, InterruptedException {
        Stanza dsc = BuildDependencies.stanza(built.result().source());
        List<TestRun> runs = new ArrayList<>(implied(dsc));
        TestDependencies dependencies = new TestDependencies(built.names(), dsc);
        if (dsc.words("Testsuite").isEmpty() || isDeclared(dsc)) {
            try (CheckMachine machine = bench.withPackages(built)) {
                StagedSource source =
                        StagedSource.stage(built.result().source(), machine.directory("source"), List.of());
                source.unpack(machine.machine(), machine.steps());
                ExecResult control = machine.machine().exec("cat", source.unpacked() + CONTROL);
                if (control.success()) {
                    runs.addAll(run(tests(control.stdout()), source.unpacked(), dependencies, machine));
                }
            }
        }
        return new CheckResult.Tested(check, runs, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** dsc(5): the field is there since dpkg 1.17.6, if the source has tests. */
    private static boolean isDeclared(Stanza dsc) {
        return testsuites(dsc).contains("autopkgtest");
    }

    private static List<String> testsuites(Stanza dsc) {
        return List.of(dsc.get("Testsuite").orElse("").split("[\\s,]+"));
    }

    private static List<TestRun> implied(Stanza dsc) {
        return testsuites(dsc).stream()
                .filter(suite -> !suite.isEmpty() && !suite.equals("autopkgtest"))
                .map(suite -> skipped(suite, "tests that autodep8 makes up, as for " + suite + ", are not supported"))
                .toList();
    }

    private static TestRun skipped(String name, String reason) {
        return new TestRun(name, new TestRun.Skipped(reason), false, Duration.ZERO);
    }

    private static List<SourceTest> tests(String control) throws IOException {
        try {
            return TestsControl.parse(control);
        } catch (Deb822Exception e) {
            throw new IOException("debian/tests/control cannot be read: " + e.getMessage(), e);
        }
    }

    /** The machine is made a disk for forks, unless one test has it for itself. */
    private List<TestRun> run(List<SourceTest> tests, String tree, TestDependencies dependencies, CheckMachine machine)
            throws IOException, InterruptedException {
        long wanted = tests.stream().filter(test -> objection(test).isEmpty()).count();
        if (wanted < 2) {
            return each(tests, test -> new SourceTestRun(test, tree, dependencies, machine, check.timeout()).run());
        }
        try (DiskImage disk = machine.machine().snapshot()) {
            machine.close();
            return each(tests, test -> {
                try (CheckMachine fork = bench.fork(disk)) {
                    return new SourceTestRun(test, tree, dependencies, fork, check.timeout()).run();
                }
            });
        }
    }

    /** Runs a test that can run here. */
    @FunctionalInterface
    private interface Runner {
        TestRun.Outcome run(SourceTest test) throws IOException, InterruptedException;
    }

    private List<TestRun> each(List<SourceTest> tests, Runner runner) throws IOException, InterruptedException {
        List<TestRun> runs = new ArrayList<>();
        for (SourceTest test : tests) {
            Optional<String> objection = objection(test);
            bench.journal()
                    .line("Test " + test.name()
                            + objection.map(why -> ": skipped: " + why).orElse(""));
            if (objection.isPresent()) {
                runs.add(skipped(test.name(), objection.get()));
            } else {
                long start = System.nanoTime();
                TestRun.Outcome outcome = runner.run(test);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                TestRun run = new TestRun(test.name(), outcome, test.has("superficial"), time);
                bench.journal().line("Test " + run);
                runs.add(run);
            }
        }
        return runs;
    }

    private static Optional<String> objection(SourceTest test) {
        return test.objection(HostSystem.architecture());
    }
}

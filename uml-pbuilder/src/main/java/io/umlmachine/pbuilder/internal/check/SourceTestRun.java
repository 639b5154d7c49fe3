package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.Command;
import io.umlmachine.pbuilder.GuestFailure;
import io.umlmachine.pbuilder.TestRun;
import io.umlmachine.pbuilder.internal.build.GuestSetup;
import io.umlmachine.pbuilder.internal.build.GuestSteps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One test of a source, in a machine that knows its source and its packages.
 *
 * @param test what is run
 * @param tree the unpacked source in the machine
 * @param dependencies what its dependencies stand for
 * @param machine the machine, which is this test's
 * @param timeout how long it may run
 */
record SourceTestRun(
        SourceTest test, String tree, TestDependencies dependencies, CheckMachine machine, Duration timeout) {

    private static final String PLACE = GuestSetup.DIRECTORY + "/test";
    private static final String STDERR = PLACE + "/stderr";

    /** The code by which a test says that it cannot run here. */
    private static final int CANNOT_RUN = 77;

    private static final String PREPARE = """
            install -d -o pbuilder -g pbuilder /build/test /build/test/tmp /build/test/artifacts /build/test/home
            case $1 in */*) test ! -f "$1" || chmod a+x "$1";; esac
            """;

    /** Whether there was any output on stderr is part of the verdict; it comes after the rest. */
    private static final String RUN = """
            status=0
            "$@" 2>"$0" || status=$?
            if test -s "$0"; then echo '[stderr]'; cat "$0"; fi
            exit $status
            """;

    TestRun.Outcome run() throws InterruptedException {
        Optional<GuestFailure> uninstallable = install();
        if (uninstallable.isPresent()) {
            String reason = "what it depends on cannot be installed: " + uninstallable.get();
            return test.has("skip-not-installable")
                    ? new TestRun.Skipped(reason)
                    : failed(new TestRun.Failed(uninstallable.get().status(), reason));
        }
        machine.machine()
                .exec(Command.of("sh", "-eu", "-c", PREPARE, "sh", test.argv().get(0))
                        .directory(tree))
                .orThrow();
        GuestSteps.Ended ended = machine.run(command());
        if (ended.excess().isEmpty() && ended.status().code() == CANNOT_RUN && test.has("skippable")) {
            return new TestRun.Skipped("it says itself that it cannot run here");
        }
        TestRun.Outcome outcome = TestEnd.of(ended, timeout);
        if (outcome instanceof TestRun.Passed && !test.has("allow-stderr") && hasComplained()) {
            outcome = new TestRun.Failed(ended.status(), "it printed on stderr, and has no restriction allow-stderr");
        }
        return outcome instanceof TestRun.Failed failed ? failed(failed) : outcome;
    }

    private Optional<GuestFailure> install() throws InterruptedException {
        String depends = dependencies.resolve(test.depends());
        return depends.isEmpty() ? Optional.empty() : machine.attempt(CheckMachine.aptGet("satisfy", List.of(depends)));
    }

    private TestRun.Outcome failed(TestRun.Failed failed) {
        return test.has("flaky") ? new TestRun.Flaked(failed.status(), failed.reason()) : failed;
    }

    private boolean hasComplained() throws InterruptedException {
        return machine.machine().exec("test", "-s", STDERR).success();
    }

    private Command command() {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", RUN, STDERR));
        argv.addAll(test.argv());
        Command command = Command.of(argv)
                .directory(tree)
                .env("AUTOPKGTEST_TMP", PLACE + "/tmp")
                .env("AUTOPKGTEST_ARTIFACTS", PLACE + "/artifacts")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .env("LANG", "C.UTF-8");
        return test.has("needs-root")
                ? command.env("HOME", "/root").env("AUTOPKGTEST_NORMAL_USER", GuestSetup.USER)
                : command.user(GuestSetup.USER).env("HOME", PLACE + "/home");
    }
}

package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.Network;
import io.umlmachine.internal.host.Closing;
import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.internal.build.GuestSetup;
import io.umlmachine.pbuilder.internal.build.GuestSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets lintian look at what was built. For one use. */
final class LintianRun {

    private static final String PLACE = GuestSetup.DIRECTORY + "/lintian";
    private static final String OUTPUT = PLACE + "/output";
    private static final ByteSize LARGEST = ByteSize.mebibytes(64);

    /** Tags that fail the run; everything else than this and 0 is lintian's own failure. */
    private static final int POLICY = 2;

    /** The output goes to a file, too: what lintian says of itself must not be taken for tags. */
    private static final String LINTIAN = """
            export LC_ALL=C.UTF-8 HOME=/build/lintian TMPDIR=/build/lintian/tmp
            mkdir -p "$TMPDIR"
            status=0
            lintian --no-cfg --color never --tag-display-limit 0 --show-overrides --display-info --pedantic "$0" \\
                >output || status=$?
            cat output
            exit $status
            """;

    private final Check.Lintian check;
    private final Built built;
    private final Bench bench;
    private final long begin = System.nanoTime();

    LintianRun(Check.Lintian check, Built built, Bench bench) {
        this.check = check;
        this.built = built;
        this.bench = bench;
    }

    CheckResult run() throws IOException, InterruptedException {
        try (CheckMachine machine = bench.isStored() ? withLayer() : withoutLayer()) {
            for (Map.Entry<String, Path> file : built.files().entrySet()) {
                machine.machine().copyIn(file.getValue(), PLACE + "/" + file.getKey());
            }
            machine.machine()
                    .exec("chown", "-R", GuestSetup.USER + ":" + GuestSetup.USER, PLACE)
                    .orThrow();
            String changes = built.changes().file().getFileName().toString();
            Command lintian = Command.of("sh", "-u", "-c", LINTIAN, changes)
                    .user(GuestSetup.USER)
                    .directory(PLACE);
            GuestSteps.Ended ended = machine.run(lintian);
            int code = ended.status().code();
            if (ended.excess().isPresent() || code != 0 && code != POLICY) {
                String why = ended.excess().isPresent()
                        ? TestEnd.killed(check.timeout())
                        : ended.status() + ": " + ended.tail();
                return new CheckResult.NotMade(check, "lintian did not come to its end: " + why, elapsed());
            }
            ExecResult output = machine.machine()
                    .exec(Command.of("cat", OUTPUT).outputLimit(LARGEST))
                    .orThrow();
            return new CheckResult.Linted(check, LintianOutput.parse(output.stdout()), elapsed());
        }
    }

    /** Everybody's lintian, on the base image as it is now. */
    private CheckMachine withLayer() throws IOException, InterruptedException {
        CheckMachine machine =
                bench.boot(bench.machines().told(bench.journal()::line).with("lintian"), Network.none());
        return Closing.onFailure(machine::close, () -> {
            machine.prepare();
            return machine;
        });
    }

    /** An image that somebody else made cannot be derived from. */
    private CheckMachine withoutLayer() throws IOException, InterruptedException {
        CheckMachine machine = bench.withPackages(built);
        return Closing.onFailure(machine::close, () -> {
            machine.require("Lintian cannot be installed", CheckMachine.aptGet("install lintian", List.of()));
            return machine;
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.Changes;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.ResultException;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One build. For one thread and one use. */
public final class Build {

    private final PbuilderConfig config;
    private final BuildRequest request;
    private final LayerPolicy layers;
    private final Machines machines;
    private final Path target;
    private final Optional<Duration> limit;

    public Build(PbuilderConfig config, BuildRequest request, LayerPolicy layers) {
        this.config = config;
        this.request = request;
        this.layers = layers;
        this.machines = new Machines(config);
        this.target = request.resultDirectory().orElse(config.buildResult());
        this.limit = request.timeout().or(config::timeout);
    }

    /** Runs the build. */
    public BuildResult run() throws IOException, InterruptedException {
        machines.check();
        Dsc dsc = Dsc.read(request.dsc());
        refuseToReplace(dsc);
        try (Workspace workspace = Workspace.open(config);
                Journal journal = new Journal(BuildLog.open(logFile(dsc)), request.onEvent())) {
            journal.begin(dsc);
            try {
                return run(dsc, workspace, journal);
            } catch (IOException | InterruptedException | RuntimeException e) {
                journal.line("The build ended with " + e);
                throw e;
            }
        }
    }

    @SuppressWarnings("try") // Closing is a phase of its own; the end of the block is for failures.
    private BuildResult run(Dsc dsc, Workspace workspace, Journal journal) throws IOException, InterruptedException {
        StagedSource source =
                journal.phase(BuildPhase.RESOLVE, () -> StagedSource.stage(dsc, workspace.directory("source")));
        Preparation preparation = new Preparation(config, layers, source.dsc(), workspace, journal);
        try (UmlMachine machine = journal.phase(BuildPhase.PREPARE, preparation::machine)) {
            GuestSteps steps = new GuestSteps(machine, journal);
            journal.phase(BuildPhase.UNPACK, () -> {
                source.unpack(machine, steps);
                return source;
            });
            Outcome outcome = journal.phase(BuildPhase.BUILD, () -> build(source, machine, journal));
            Optional<Changes> changes = Optional.empty();
            if (outcome instanceof Outcome.Succeeded) {
                changes = Optional.of(journal.phase(
                        BuildPhase.COLLECT,
                        () -> new ResultCollector(machine, steps).collect(dsc, workspace.directoryIn(target), target)));
            }
            journal.phase(BuildPhase.CLOSE, () -> {
                machine.close();
                return machine;
            });
            return new BuildResult(
                    dsc, outcome, changes, journal.path(), journal.times(), journal.elapsed(), preparation.layer());
        }
    }

    private Outcome build(StagedSource source, UmlMachine machine, Journal journal)
            throws IOException, InterruptedException {
        new GuestSetup(machine, journal, config).cutNetwork();
        GuestSteps.Ended ended = new GuestSteps(machine, journal).run(command(source), limit);
        if (ended.timedOut()) {
            return new Outcome.TimedOut(ended.status(), limit.orElseThrow());
        }
        return ended.status().success() ? new Outcome.Succeeded() : new Outcome.Failed(ended.status());
    }

    private Command command(StagedSource source) {
        List<String> argv = new ArrayList<>(List.of("dpkg-buildpackage", "-us", "-uc"));
        switch (config.scope()) {
            case FULL -> {}
            case ARCHITECTURE_DEPENDENT -> argv.add("-B");
            case ARCHITECTURE_INDEPENDENT -> argv.add("-A");
        }
        argv.addAll(config.buildOptions());
        Command command = Command.of(argv)
                .user(GuestSetup.USER)
                .directory(source.unpacked())
                .env("HOME", "/nonexistent")
                .env("LANG", "C.UTF-8")
                .env("LC_ALL", "C.UTF-8");
        String options = config.debBuildOptions();
        return options.isEmpty() ? command : command.env("DEB_BUILD_OPTIONS", options);
    }

    private Path logFile(Dsc dsc) throws IOException {
        Files.createDirectories(target);
        String name = StagedSource.name(dsc).fileName("_" + HostSystem.architecture() + ".build");
        return request.log().orElse(target.resolve(name));
    }

    /** A full build makes the source package again, unsigned: it must not take the place of the one it came from. */
    private void refuseToReplace(Dsc dsc) throws IOException {
        Path origin = dsc.file().toAbsolutePath().getParent();
        if (config.scope() == BuildScope.FULL && Files.isDirectory(target) && Files.isSameFile(origin, target)) {
            throw new ResultException("The results would replace the source package in " + target
                    + "; name another result directory, or build binary packages only");
        }
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.MachineMetrics;
import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.BuildException;
import io.umlmachine.pbuilder.BuildPhase;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.CheckResult;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.FailedBuild;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.LayerPolicy;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.ResultException;
import io.umlmachine.pbuilder.Variation;
import io.umlmachine.pbuilder.internal.hooks.HookDirectory;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import io.umlmachine.pbuilder.internal.results.AdditionalResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One build. For one thread and one use. */
public final class Build {

    private static final Logger LOG = LoggerFactory.getLogger(Build.class);

    private final PbuilderConfig config;
    private final BuildRequest request;
    private final LayerPolicy layers;
    private final Machines machines;
    private final Path target;
    private final Optional<Duration> limit;
    private final HookDirectory hookDirectory;
    private final BuildScope scope;
    private final Afterwards afterwards;
    private final Circumstances circumstances;

    /** What is done when the packages are in place and the machine is gone. */
    @FunctionalInterface
    public interface Afterwards {
        /** Checks the packages. */
        List<CheckResult> check(BuildResult result, Journal journal) throws IOException, InterruptedException;
    }

    /** A build in ordinary circumstances. */
    public Build(PbuilderConfig config, BuildRequest request, LayerPolicy layers, Afterwards afterwards) {
        this(config, request, layers, afterwards, Variation.none());
    }

    /** A build in circumstances that are varied. */
    public Build(
            PbuilderConfig configured,
            BuildRequest request,
            LayerPolicy layers,
            Afterwards afterwards,
            Variation variation) {
        this.circumstances = new Circumstances(variation);
        this.config = circumstances.applyTo(configured);
        this.request = request;
        this.layers = layers;
        this.machines = new Machines(config);
        this.target = request.resultDirectory().orElse(config.buildResult());
        this.limit = request.timeout().or(config::timeout);
        this.hookDirectory = HookDirectory.of(config);
        this.scope = PackageBuild.scope(config, request);
        this.afterwards = afterwards;
        request.binaryNmu().ifPresent(upload -> PackageBuild.maintainer(config, upload));
    }

    /** Which packages of a source are built. */
    public static BuildScope scope(PbuilderConfig config, BuildRequest request) {
        return PackageBuild.scope(config, request);
    }

    /** Runs the build. */
    public BuildResult run() throws IOException, InterruptedException {
        machines.check();
        Dsc dsc = Dsc.read(request.dsc());
        refuseToReplace(dsc);
        try (Workspace workspace = Workspace.open(config);
                Journal journal = new Journal(BuildLog.open(logFile(dsc)), request.onEvent())) {
            journal.begin(dsc);
            FailureKeeper keeper = new FailureKeeper(config, dsc, workspace, journal);
            Reporter reporter = new Reporter(config, request, dsc, target, workspace, journal);
            try {
                return reporter.tell(checked(run(dsc, workspace, journal, keeper), workspace, journal));
            } catch (BuildException e) {
                journal.line("The build ended with " + e);
                keeper.keep(e.getMessage());
                reporter.tell(e);
                throw e;
            } catch (IOException | RuntimeException e) {
                journal.line("The build ended with " + e);
                reporter.tell(e);
                throw e;
            } catch (InterruptedException e) {
                journal.line("The build ended with " + e);
                throw e;
            }
        }
    }

    @SuppressWarnings("try") // Closing is a phase of its own; the end of the block is for failures.
    private BuildResult run(Dsc dsc, Workspace workspace, Journal journal, FailureKeeper keeper)
            throws IOException, InterruptedException {
        StagedSource source = journal.phase(
                BuildPhase.RESOLVE, () -> StagedSource.stage(dsc, workspace.directory("source"), request.signedBy()));
        Preparation preparation =
                new Preparation(config, layers, request, source.dsc(), workspace, journal, keeper, hookDirectory);
        try (Room room = journal.phase(BuildPhase.PREPARE, preparation::room)) {
            UmlMachine machine = room.machine();
            GuestSteps steps = room.steps();
            journal.phase(BuildPhase.UNPACK, () -> {
                circumstances.arrange(room, workspace, config.imageSize());
                source.unpack(machine, steps, circumstances);
                room.setup().addFiles(request.inputFiles(), circumstances.user());
                return source;
            });
            Outcome outcome = journal.phase(BuildPhase.BUILD, () -> build(source, workspace, room));
            Optional<ResultCollector.Collected> collected = Optional.empty();
            if (outcome instanceof Outcome.Succeeded) {
                collected = Optional.of(journal.phase(BuildPhase.COLLECT, () -> collect(dsc, workspace, room)));
            }
            List<Path> additional = new AdditionalResults(machine, journal::line)
                    .collect(config.additionalResults(), workspace.directoryIn(target, "-more"), target);
            Optional<MachineMetrics> use = use(machine);
            journal.phase(BuildPhase.CLOSE, () -> {
                machine.close();
                return machine;
            });
            Optional<FailedBuild> kept = Optional.empty();
            if (!(outcome instanceof Outcome.Succeeded)) {
                kept = keeper.keep("dpkg-buildpackage ended with " + outcome.status());
            }
            return new BuildResult(
                    dsc,
                    outcome,
                    collected.map(ResultCollector.Collected::changes),
                    collected.flatMap(ResultCollector.Collected::source),
                    additional,
                    kept,
                    journal.path(),
                    journal.times(),
                    journal.elapsed(),
                    journal.machine().withUse(use),
                    List.of(),
                    Optional.empty());
        }
    }

    /** A build does not fail because nobody can say what it used. */
    private static Optional<MachineMetrics> use(UmlMachine machine) throws InterruptedException {
        try {
            return Optional.of(machine.metrics());
        } catch (IOException | UmlException e) {
            LOG.debug("What the machine used is not known", e);
            return Optional.empty();
        }
    }

    private BuildResult checked(BuildResult result, Workspace workspace, Journal journal)
            throws IOException, InterruptedException {
        if (!result.success() || request.checks().isEmpty()) {
            return result;
        }
        // The machine is gone, and its disk would only take room.
        Files.deleteIfExists(workspace.overlay());
        List<CheckResult> checks = journal.phase(BuildPhase.CHECK, () -> afterwards.check(result, journal));
        return result.withChecks(checks, journal.times(), journal.elapsed());
    }

    private Outcome build(StagedSource source, Workspace workspace, Room room)
            throws IOException, InterruptedException {
        room.hooks().run(HookPoint.BEFORE_BUILD);
        if (!config.useNetwork()) {
            room.setup().cutNetwork();
        }
        Limits limits = new Limits(
                limit, Optional.of(request.logLimit()), request.diskLimit(), Optional.of(workspace.overlay()));
        Outcome outcome = new PackageBuild(config, request, source, room.steps(), limits, circumstances).run();
        if (outcome instanceof Outcome.Succeeded) {
            room.runAfterwards(HookPoint.AFTER_BUILD, circumstances.user(), List.of());
        } else {
            room.runAfterFailure(circumstances.user());
        }
        return outcome;
    }

    private ResultCollector.Collected collect(Dsc dsc, Workspace workspace, Room room)
            throws IOException, InterruptedException {
        ResultCollector.Collected collected = new ResultCollector(room.machine(), room.steps())
                .collect(dsc, workspace.directoryIn(target, ""), target, config.sourceOnlyChanges());
        room.runAfterwards(HookPoint.AFTER_RESULTS, circumstances.user(), collected.names());
        return collected;
    }

    private Path logFile(Dsc dsc) throws IOException {
        Files.createDirectories(target);
        String name = StagedSource.name(dsc).fileName("_" + HostSystem.architecture() + ".build");
        return request.log().orElse(target.resolve(name));
    }

    /** A full build makes the source package again, unsigned: it must not take the place of the one it came from. */
    private void refuseToReplace(Dsc dsc) throws IOException {
        Path origin = dsc.file().toAbsolutePath().getParent();
        if (scope == BuildScope.FULL && Files.isDirectory(target) && Files.isSameFile(origin, target)) {
            throw new ResultException("The results would replace the source package in " + target
                    + "; name another result directory, or build binary packages only");
        }
    }
}

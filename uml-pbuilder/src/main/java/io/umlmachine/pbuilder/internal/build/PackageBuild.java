package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.pbuilder.BinaryNmu;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes packages of an unpacked source.
 *
 * @param config what is built, and with which options
 * @param request what is particular to this build
 * @param source the source, unpacked in the machine
 * @param steps runs commands in the machine
 * @param limits how much each attempt may take
 * @param circumstances who builds, and where
 */
record PackageBuild(
        PbuilderConfig config,
        BuildRequest request,
        StagedSource source,
        GuestSteps steps,
        Limits limits,
        Circumstances circumstances) {

    /** deb-changelog(5): as {@code date -R} writes it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

    /** Which packages are built: a binary-only upload is one of an architecture. */
    static BuildScope scope(PbuilderConfig config, BuildRequest request) {
        return request.binaryNmu().isPresent() ? BuildScope.ARCHITECTURE_DEPENDENT : config.scope();
    }

    /**
     * Says who does a binary-only upload.
     *
     * @throws ConfigException if nobody says
     */
    static String maintainer(PbuilderConfig config, BinaryNmu upload) {
        return upload.maintainer()
                .or(config::binaryNmuMaintainer)
                .orElseThrow(() -> new ConfigException(
                        config.setting(ConfigKey.BINNMU_MAINTAINER).origin(),
                        "BINNMU_MAINTAINER is empty, and the request names no maintainer of its binary-only upload"));
    }

    /** Builds, as often as was asked for. */
    Outcome run() throws InterruptedException {
        if (request.binaryNmu().isPresent()) {
            addChangelogEntry(request.binaryNmu().get());
        }
        Outcome outcome = attempt(command());
        if (config.twice() && outcome instanceof Outcome.Succeeded) {
            outcome = attempt(command());
        }
        if (config.sourceOnlyChanges() && outcome instanceof Outcome.Succeeded) {
            outcome = attempt(sourceOnly());
        }
        return outcome;
    }

    private Outcome attempt(Command command) throws InterruptedException {
        GuestSteps.Ended ended = steps.run(command, limits);
        if (ended.excess().isEmpty()) {
            return ended.status().success() ? new Outcome.Succeeded() : failed(ended.status());
        }
        return switch (ended.excess().get()) {
            case TIME -> new Outcome.TimedOut(ended.status(), limits.time().orElseThrow());
            case OUTPUT ->
                new Outcome.PrintedTooMuch(ended.status(), limits.output().orElseThrow());
            case DISK -> new Outcome.WroteTooMuch(ended.status(), limits.disk().orElseThrow());
        };
    }

    private Outcome failed(ExitStatus status) {
        Optional<String> victim = steps.victimOfMemory();
        return victim.isPresent()
                ? new Outcome.RanOutOfMemory(status, config.memory(), victim.get())
                : new Outcome.Failed(status);
    }

    private Command command() {
        List<String> argv = new ArrayList<>(List.of("dpkg-buildpackage", "-us", "-uc"));
        switch (scope(config, request)) {
            case FULL -> {}
            case ARCHITECTURE_DEPENDENT -> argv.add("-B");
            case ARCHITECTURE_INDEPENDENT -> argv.add("-A");
        }
        if (!config.profiles().isEmpty()) {
            argv.add("-P" + String.join(",", config.profiles()));
        }
        argv.addAll(config.buildOptions());
        return ofBuildUser(argv);
    }

    private Command sourceOnly() {
        String file = StagedSource.name(source.dsc()).fileName(ResultCollector.SOURCE_CHANGES);
        return ofBuildUser(List.of("dpkg-genchanges", "--build=source", "-O../" + file));
    }

    private Command ofBuildUser(List<String> argv) {
        Command command = circumstances.ofBuildUser(argv).directory(circumstances.tree(source));
        String options = circumstances.options(config.debBuildOptions());
        return options.isEmpty() ? command : command.env("DEB_BUILD_OPTIONS", options);
    }

    private void addChangelogEntry(BinaryNmu upload) throws InterruptedException {
        Instant time = upload.time().orElseGet(Instant::now);
        String entry = source.dsc().source() + " (" + source.dsc().version() + "+b" + upload.number() + ") "
                + config.distribution() + "; urgency=low, binary-only=yes\n\n"
                + "  * Binary-only non-maintainer upload for " + HostSystem.architecture() + "; no source changes.\n"
                + "  * " + upload.message() + "\n\n"
                + " -- " + maintainer(config, upload) + "  " + TIME.format(time.atOffset(ZoneOffset.UTC)) + "\n\n";
        steps.require(
                ofBuildUser(List.of(
                                "sh",
                                "-eu",
                                "-c",
                                "cat - debian/changelog >../changelog.new; mv ../changelog.new debian/changelog"))
                        .stdin(entry),
                failure -> new SourceException("The changelog entry cannot be added: " + failure));
    }
}

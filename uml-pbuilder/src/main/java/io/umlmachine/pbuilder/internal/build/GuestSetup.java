package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.DependencyException;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SetupException;
import io.umlmachine.pbuilder.internal.control.BuildDependencies;
import io.umlmachine.pbuilder.internal.layer.BaseIdentity;
import io.umlmachine.pbuilder.internal.layer.KnownRelease;
import io.umlmachine.pbuilder.internal.layer.Question;
import io.umlmachine.pbuilder.internal.layer.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a booted machine ready for a build: the build's user, the build dependencies, and then no network any more. */
final class GuestSetup {

    /** The user that builds; the number is pbuilder's. */
    static final String USER = "pbuilder";

    /** Where the build takes place. */
    static final String DIRECTORY = "/build";

    private static final String PRIVATE = "/var/lib/umlmachine";

    private static final String PREPARE = """
            getent group pbuilder >/dev/null || groupadd -g 1234 pbuilder
            getent passwd pbuilder >/dev/null || useradd -u 1234 -g pbuilder -M -d /nonexistent -s /bin/bash pbuilder
            mkdir -p /build /var/lib/umlmachine
            chown pbuilder:pbuilder /build
            # man-db comes with debhelper, and would index manuals that nobody reads.
            if command -v debconf-set-selections >/dev/null; then
                printf 'man-db man-db/%s boolean false\\n' auto-update build-database | debconf-set-selections
            fi
            # invoke-rc.d(8): services that dependencies bring are not started.
            printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
            chmod 755 /usr/sbin/policy-rc.d
            """;

    private static final List<String> APT_GET = List.of(
            "apt-get",
            "-q",
            "-y",
            "--no-install-recommends",
            "-o",
            "APT::Update::Error-Mode=any",
            "-o",
            "Acquire::Languages=none",
            "-o",
            "Acquire::Retries=2",
            "-o",
            "Dpkg::Use-Pty=0",
            "-o",
            // The disk is thrown away: nothing is gained by waiting for it.
            "Dpkg::Options::=--force-unsafe-io");

    private final UmlMachine machine;
    private final Journal journal;
    private final GuestSteps steps;
    private final PbuilderConfig config;

    GuestSetup(UmlMachine machine, Journal journal, PbuilderConfig config) {
        this.machine = machine;
        this.journal = journal;
        this.steps = new GuestSteps(machine, journal);
        this.config = config;
    }

    /** Makes the build's user and directory. */
    void prepare() throws InterruptedException {
        journal.line("Preparing the machine");
        steps.require(
                Command.of("sh", "-eu").stdin(PREPARE),
                failure -> new SetupException("The machine could not be prepared for the build", failure));
    }

    /** Copies the .dsc file in, and lets apt fetch and check the package lists. */
    void updateLists(Dsc dsc) throws IOException, InterruptedException {
        machine.copyIn(dsc.file(), copy(dsc));
        apt("Updating the package lists failed", "update");
        if (config.image().isPresent()) {
            installTools();
        }
    }

    /** Installs what the source needs to be built. */
    void installDependencies(Dsc dsc) throws InterruptedException {
        apt(
                "The build dependencies of " + dsc.source() + " cannot be installed",
                dependencies(dsc).toArray(String[]::new));
    }

    private List<String> dependencies(Dsc dsc) {
        List<String> words = new ArrayList<>(List.of("build-dep"));
        words.addAll(scope(config));
        words.add(copy(dsc));
        return words;
    }

    private static String copy(Dsc dsc) {
        return PRIVATE + "/" + dsc.file().getFileName();
    }

    /** What decides what {@link #installDependencies} will install in an image, besides the package lists. */
    static Question question(BaseIdentity base, PbuilderConfig config, Dsc dsc) throws IOException {
        List<String> preparation = new ArrayList<>(List.of(PREPARE));
        preparation.addAll(APT_GET);
        if (config.image().isPresent()) {
            preparation.add("tools");
            preparation.addAll(config.extraPackages());
        }
        List<String> wanted = new ArrayList<>(scope(config));
        wanted.addAll(BuildDependencies.of(dsc));
        return new Question(base, preparation, wanted);
    }

    /** What {@link #installDependencies} would change; nothing if it would fail. */
    Optional<Resolution> resolve(Dsc dsc) throws InterruptedException {
        // What is fetched already would not be named.
        removeFetched();
        List<String> simulation = new ArrayList<>(List.of("--simulate"));
        simulation.addAll(dependencies(dsc));
        List<String> uris = new ArrayList<>(List.of("--print-uris", "-o", "Acquire::ForceHash=SHA256"));
        uris.addAll(dependencies(dsc));
        ExecResult simulated = machine.exec(aptGet(simulation));
        ExecResult named = machine.exec(aptGet(uris));
        return simulated.success() && named.success()
                ? Resolution.parse(simulated.stdout(), named.stdout())
                : Optional.empty();
    }

    /** The release files that the package lists come from, if they can be asked for again. */
    Optional<List<KnownRelease>> releases() throws InterruptedException {
        ExecResult releases =
                machine.exec(Command.of("sh", "-eu").env("LC_ALL", "C").stdin(KnownRelease.SCRIPT));
        return releases.success() ? KnownRelease.parseAll(releases.stdout()) : Optional.empty();
    }

    /** Whether what apt chose is what is there now. */
    boolean hasExactly(Resolution resolution) throws InterruptedException {
        ExecResult installed = machine.exec(
                "dpkg-query", "--show", "--showformat", "${Package}_${Version}_${Architecture} ${db:Status-Abbrev}\\n");
        Set<String> there = installed
                .orThrow()
                .stdout()
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(" ii"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        // Of another architecture than the system's, it is NAME:ARCHITECTURE to apt.
        return resolution.installed().stream()
                .map(name -> name.replaceFirst(":[a-z0-9-]+_", "_"))
                .allMatch(there::contains);
    }

    /** Removes the packages' files, which would take room for nothing. */
    void removeFetched() throws InterruptedException {
        machine.exec(aptGet(List.of("clean"))).orThrow();
    }

    /** Leaves the machine loopback only: whatever builds must have all that it needs. */
    void cutNetwork() throws IOException, InterruptedException {
        journal.line("Switching the network off");
        machine.network().disconnect();
    }

    /** An image that somebody else made may lack what the store's images have. */
    private void installTools() throws InterruptedException {
        apt(
                "The build's tools cannot be installed",
                Stream.of(List.of("install", "build-essential"), Machines.TOOLS, config.extraPackages())
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private void apt(String otherwise, String... words) throws InterruptedException {
        steps.require(aptGet(List.of(words)), failure -> new DependencyException(otherwise, failure));
    }

    private static Command aptGet(List<String> words) {
        List<String> argv = new ArrayList<>(APT_GET);
        argv.addAll(words);
        return Command.of(argv).env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8");
    }

    private static List<String> scope(PbuilderConfig config) {
        return switch (config.scope()) {
            case FULL -> List.of();
            case ARCHITECTURE_DEPENDENT -> List.of("--arch-only");
            case ARCHITECTURE_INDEPENDENT -> List.of("--indep-only");
        };
    }
}

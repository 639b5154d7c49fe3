package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.DependencyException;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SetupException;
import io.umlmachine.pbuilder.internal.repository.MoreSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Tells apt where else packages are. */
    void addSources(MoreSources sources) throws IOException, InterruptedException {
        sources.addTo(
                machine,
                command -> steps.require(
                        command,
                        failure -> new SetupException("Further packages cannot be made known to apt", failure)));
    }

    /** Installs what the source needs to be built. */
    void installDependencies(Dsc dsc, BuildScope scope, List<String> more) throws IOException, InterruptedException {
        String copy = PRIVATE + "/" + dsc.file().getFileName();
        machine.copyIn(dsc.file(), copy);
        apt("Updating the package lists failed", "update");
        if (config.image().isPresent()) {
            installTools();
        }
        List<String> words = new ArrayList<>(List.of("build-dep"));
        words.addAll(options(scope));
        if (!config.profiles().isEmpty()) {
            words.add("--build-profiles=" + String.join(",", config.profiles()));
        }
        words.add(copy);
        apt("The build dependencies of " + dsc.source() + " cannot be installed", words.toArray(String[]::new));
        List<String> extra = Stream.concat(new Machines(config).packagesOfMachine().stream(), more.stream())
                .toList();
        if (!extra.isEmpty()) {
            List<String> install = new ArrayList<>(List.of("install"));
            install.addAll(extra);
            apt("The extra packages cannot be installed", install.toArray(String[]::new));
        }
    }

    /** Puts files of the host beside the source. */
    void addFiles(List<Path> files) throws IOException, InterruptedException {
        for (Path file : files) {
            String copy = DIRECTORY + "/" + file.getFileName();
            journal.line("Adding " + file);
            machine.copyIn(file, copy);
            machine.exec("chown", "-R", USER + ":" + USER, copy).orThrow();
        }
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
                Stream.of(List.of("install", "build-essential"), Machines.TOOLS)
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private void apt(String otherwise, String... words) throws InterruptedException {
        List<String> argv = new ArrayList<>(APT_GET);
        argv.addAll(List.of(words));
        steps.require(
                Command.of(argv).env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8"),
                failure -> new DependencyException(otherwise, failure));
    }

    private static List<String> options(BuildScope scope) {
        return switch (scope) {
            case FULL -> List.of();
            case ARCHITECTURE_DEPENDENT -> List.of("--arch-only");
            case ARCHITECTURE_INDEPENDENT -> List.of("--indep-only");
        };
    }
}

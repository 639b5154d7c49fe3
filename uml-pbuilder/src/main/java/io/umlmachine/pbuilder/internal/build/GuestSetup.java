package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.DependencyException;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SetupException;
import io.umlmachine.pbuilder.internal.layer.KnownRelease;
import io.umlmachine.pbuilder.internal.layer.Resolution;
import io.umlmachine.pbuilder.internal.repository.MoreSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a booted machine ready for a build: the build's user, the build dependencies, and then no network any more. */
public final class GuestSetup {

    /** The user that builds; the number is pbuilder's. */
    public static final String USER = "pbuilder";

    /** Where the build takes place. */
    public static final String DIRECTORY = "/build";

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

    /** Sets up a machine. */
    public GuestSetup(UmlMachine machine, Journal journal, PbuilderConfig config) {
        this.machine = machine;
        this.journal = journal;
        this.steps = new GuestSteps(machine, journal);
        this.config = config;
    }

    /** Makes the build's user and directory. */
    public void prepare() throws InterruptedException {
        journal.line("Preparing the machine");
        steps.require(
                Command.of("sh", "-eu").stdin(PREPARE),
                failure -> new SetupException("The machine could not be prepared for the build", failure));
    }

    /** Tells apt where else packages are. */
    public void addSources(MoreSources sources) throws IOException, InterruptedException {
        sources.addTo(
                machine,
                command -> steps.require(
                        command,
                        failure -> new SetupException("Further packages cannot be made known to apt", failure)));
    }

    /** Copies the .dsc file in, and lets apt fetch and check the package lists. */
    void updateLists(Dsc dsc) throws IOException, InterruptedException {
        machine.copyIn(dsc.file(), copy(dsc));
        updateLists();
    }

    /** Lets apt fetch and check the package lists. */
    public void updateLists() throws InterruptedException {
        apt("Updating the package lists failed", "update");
        if (config.image().isPresent()) {
            installTools();
        }
    }

    /** Installs what the source needs to be built. */
    void install(Wanted wanted) throws InterruptedException {
        apt(
                "The build dependencies of " + wanted.dsc().source() + " cannot be installed",
                dependencies(wanted).toArray(String[]::new));
        if (!wanted.extra().isEmpty()) {
            apt("The extra packages cannot be installed", extra(wanted).toArray(String[]::new));
        }
    }

    private List<String> dependencies(Wanted wanted) {
        List<String> words = new ArrayList<>(List.of("build-dep"));
        words.addAll(wanted.options());
        words.add(copy(wanted.dsc()));
        return words;
    }

    private static List<String> extra(Wanted wanted) {
        List<String> words = new ArrayList<>(List.of("install"));
        words.addAll(wanted.extra());
        return words;
    }

    private static String copy(Dsc dsc) {
        return PRIVATE + "/" + dsc.file().getFileName();
    }

    /** What is done before {@link #install}, and how: as much as may have a part in what that installs. */
    static List<String> preparation(PbuilderConfig config) {
        List<String> preparation = new ArrayList<>(List.of(PREPARE));
        preparation.addAll(APT_GET);
        if (config.image().isPresent()) {
            preparation.add("tools");
        }
        return preparation;
    }

    /** What {@link #install} would do; nothing if it would fail. */
    Optional<Resolution> resolve(Wanted wanted) throws InterruptedException {
        // What is fetched already would not be named.
        removeFetched();
        Optional<Resolution> dependencies = resolve(dependencies(wanted));
        if (dependencies.isEmpty() || wanted.extra().isEmpty()) {
            return dependencies;
        }
        return resolve(extra(wanted)).map(dependencies.get()::and);
    }

    private Optional<Resolution> resolve(List<String> words) throws InterruptedException {
        List<String> simulation = new ArrayList<>(List.of("--simulate"));
        simulation.addAll(words);
        List<String> uris = new ArrayList<>(List.of("--print-uris", "-o", "Acquire::ForceHash=SHA256"));
        uris.addAll(words);
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

    /** All packages that are there and configured, as {@code NAME_VERSION_ARCHITECTURE}. */
    Set<String> installed() throws InterruptedException {
        String format = "${Package}_${Version}_${Architecture} ${db:Status-Abbrev}\\n";
        return machine.exec("dpkg-query", "--show", "--showformat", format)
                .orThrow()
                .stdout()
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(" ii"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    /** Removes the packages' files, which would take room for nothing. */
    void removeFetched() throws InterruptedException {
        machine.exec(aptGet(List.of("clean"))).orThrow();
    }

    /** Puts files of the host beside the source, as those of the user that builds. */
    void addFiles(List<Path> files, String user) throws IOException, InterruptedException {
        for (Path file : files) {
            String copy = DIRECTORY + "/" + file.getFileName();
            journal.line("Adding " + file);
            machine.copyIn(file, copy);
            machine.exec("chown", "-R", user + ":" + user, copy).orThrow();
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
        steps.require(aptGet(List.of(words)), failure -> new DependencyException(otherwise, failure));
    }

    /** A command of apt-get, with the options that all of them have here. */
    public static Command aptGet(List<String> words) {
        List<String> argv = new ArrayList<>(APT_GET);
        argv.addAll(words);
        return Command.of(argv).env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8");
    }
}

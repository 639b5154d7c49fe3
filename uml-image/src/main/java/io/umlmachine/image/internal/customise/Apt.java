package io.umlmachine.image.internal.customise;

import io.umlmachine.image.GuestFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The apt of a machine, used as the tools of the host use theirs.
 *
 * @param machine the machine
 * @param options options beside those that the guest's configuration has
 */
public record Apt(WorkMachine machine, Map<String, String> options) {

    private static final String POLICY = "/usr/sbin/policy-rc.d";

    /** Fetches and checks the lists of all sources. */
    public void update() throws IOException, InterruptedException {
        // As an option, which an apt that is too old to know it leaves alone.
        apt("the update of the package lists", List.of("-o", "APT::Update::Error-Mode=any", "update"));
    }

    /** Brings all packages up to date, and starts no service for it. */
    public void upgrade() throws IOException, InterruptedException {
        withoutServices(() -> apt("the upgrade of the packages", List.of("dist-upgrade")));
    }

    /** Removes packages that came because others needed them, and that none needs any more. */
    public void removeUnneeded() throws IOException, InterruptedException {
        withoutServices(() -> apt("the removal of packages that none needs", List.of("--purge", "autoremove")));
    }

    /** Installs packages, and starts no service for it. */
    public void installQuietly(Collection<String> packages) throws IOException, InterruptedException {
        withoutServices(() -> install(packages));
    }

    /** Installs packages, without those that are only recommended. */
    public void install(Collection<String> packages) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("install"));
        words.addAll(packages);
        apt("the installation of " + String.join(", ", packages), words);
    }

    /** Removes what was fetched: there may be no room for more beside it. */
    public void clean() throws IOException, InterruptedException {
        apt("the removal of what was fetched", List.of("clean"));
    }

    /** Removes packages with their configuration, and those that cannot be without them. */
    public void purge(Collection<String> packages) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("purge"));
        words.addAll(packages);
        apt("the removal of " + String.join(", ", packages), words);
    }

    private void apt(String what, List<String> words) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "apt-get",
                "--yes",
                "-o",
                "APT::Install-Recommends=false",
                // A file of the recipe is not to be asked about.
                "-o",
                "Dpkg::Options::=--force-confold",
                "-o",
                "Dpkg::Use-Pty=false"));
        options.forEach((name, value) -> argv.addAll(List.of("-o", name + "=" + value)));
        argv.addAll(words);
        machine.run(what, argv);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void withoutServices(Step step) throws IOException, InterruptedException {
        if (machine.ask("test", "-e", POLICY).success()) {
            step.run();
            return;
        }
        machine.put(GuestFile.of(POLICY, "#!/bin/sh\nexit 101\n").permissions("rwxr-xr-x"));
        step.run();
        machine.run("the removal of " + POLICY, List.of("rm", POLICY));
    }
}

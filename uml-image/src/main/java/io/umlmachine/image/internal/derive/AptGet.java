package io.umlmachine.image.internal.derive;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The guest's apt, as nobody watches it: it asks no questions, keeps configuration files that were changed, and starts no
 * daemons. For one thread.
 */
final class AptGet {

    /** Asked by invoke-rc.d, which starts daemons; 101 forbids it. */
    private static final String POLICY = "/usr/sbin/policy-rc.d";

    private static final String FORBID = "#!/bin/sh\n# UmlMachine: no daemons while an image is made\nexit 101\n";

    private final GuestSession session;

    AptGet(GuestSession session) {
        this.session = session;
    }

    /** What apt is to do. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Does something while no daemon is started; a policy that the guest has is left alone. */
    void withoutDaemons(Work work) throws IOException, InterruptedException {
        UmlMachine machine = session.machine();
        if (machine.exec("test", "-e", POLICY).success()) {
            work.run();
            return;
        }
        machine.write(POLICY, FORBID.getBytes(), PosixFilePermissions.fromString("rwxr-xr-x"));
        work.run();
        machine.exec("rm", "-f", POLICY).orThrow();
    }

    /** Fetches the indexes of all sources; one that cannot be had is a failure. */
    void update() throws IOException, InterruptedException {
        run("-o", "APT::Update::Error-Mode=any", "update");
    }

    /** Brings all packages up to date, which may need new ones, and removes what nothing needs any more. */
    void upgrade() throws IOException, InterruptedException {
        run("dist-upgrade");
        run("--purge", "autoremove");
    }

    /** Installs packages without those that they only recommend. */
    void install(List<String> packages) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--no-install-recommends", "install", "--"));
        words.addAll(packages);
        run(words.toArray(String[]::new));
    }

    /** Removes what was fetched. */
    void clean() throws IOException, InterruptedException {
        run("clean");
        session.run("sh", "-c", "rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin");
    }

    private void run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "apt-get",
                "-q",
                "-y",
                "-o",
                "Dpkg::Use-Pty=0",
                "-o",
                "Dpkg::Options::=--force-confdef",
                "-o",
                "Dpkg::Options::=--force-confold"));
        command.addAll(Arrays.asList(words));
        session.run(command.toArray(String[]::new));
    }
}

package io.umlmachine.samples.isolate;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestInterface;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.PacketCapture;
import io.umlmachine.net.Slirp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Installs a package in a machine, removes it, and looks at the machine before, between and after. What the package depends
 * on is installed before the first look, always with a network.
 *
 * @param image a Debian with apt
 * @param offline whether the package's own scripts run without a network
 */
record Isolation(MachineImage image, boolean offline) {

    private static final String PACKAGE = "/root/package.deb";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    Report examine(Path deb) throws IOException, InterruptedException {
        Path packets = Files.createTempFile("isolation", ".pcap");
        try (UmlMachine vm =
                UmlMachine.builder().image(image).network(Slirp.create()).boot()) {
            vm.copyIn(deb, PACKAGE);
            List<String> dependencies = installDependencies(vm);
            Look before = Look.at(vm);

            PacketCapture capture = offline ? captureOffline(vm, packets) : PacketCapture.start(vm, packets);
            ExecResult installed = dpkg(vm, "--install", PACKAGE);
            capture.close();
            String name = field(vm, "Package");
            OwnFiles own = OwnFiles.of(vm, name);
            Look between = Look.at(vm);

            ExecResult removed = dpkg(vm, "--purge", name);
            Look after = Look.at(vm);

            // The answers are in the file too.
            String self = offline
                    ? "127.0.0.1"
                    : vm.network().guestInterface().map(GuestInterface::address).orElseThrow();
            Changes made = before.changesTo(between);
            return new Report(
                    name,
                    field(vm, "Version"),
                    offline,
                    dependencies,
                    installed,
                    own.paths(),
                    made.without(own::contains),
                    Stream.concat(own.paths().stream(), made.added().stream())
                            .filter(OwnFiles::isStarted)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    Packets.contacts(packets, self),
                    removed,
                    before.changesTo(after));
        } finally {
            Files.delete(packets);
        }
    }

    /** There is nothing to see at an interface that is unplugged; but names are asked for all the same, at loopback now. */
    private static PacketCapture captureOffline(UmlMachine vm, Path packets) throws IOException, InterruptedException {
        vm.network().disconnect();
        vm.write("/etc/resolv.conf", "nameserver 127.0.0.1\n");
        return PacketCapture.start(vm, "lo", packets, CaptureOptions.defaults());
    }

    /** The names of the packages that had to be installed. */
    private static List<String> installDependencies(UmlMachine vm) throws InterruptedException {
        String needed = vm.exec("sh", "-c", "dpkg-deb -f " + PACKAGE + " Pre-Depends Depends | sed 's/^[^:]*: //'")
                .orThrow()
                .stdout()
                .strip()
                .replace("\n", ", ");
        if (needed.isEmpty()) {
            return List.of();
        }
        List<String> before = packages(vm);
        Command satisfy = apt("satisfy", "--yes", "--no-install-recommends", needed);
        // What the image has already needs neither lists of packages nor a network.
        if (!vm.exec(satisfy).success()) {
            vm.exec(apt("update")).orThrow();
            vm.exec(satisfy).orThrow();
        }
        return packages(vm).stream().filter(name -> !before.contains(name)).toList();
    }

    private static List<String> packages(UmlMachine vm) throws InterruptedException {
        return vm.exec("dpkg-query", "--show", "--showformat", "${Package}\\n")
                .orThrow()
                .stdout()
                .lines()
                .toList();
    }

    private static String field(UmlMachine vm, String name) throws InterruptedException {
        return vm.exec("dpkg-deb", "-f", PACKAGE, name).orThrow().stdout().strip();
    }

    private static Command apt(String... words) {
        return quiet(Command.of("apt-get").args(words));
    }

    private static ExecResult dpkg(UmlMachine vm, String... words) throws InterruptedException {
        return vm.exec(quiet(Command.of("dpkg").args(words)));
    }

    /** No questions. */
    private static Command quiet(Command command) {
        return command.env("DEBIAN_FRONTEND", "noninteractive").timeout(PATIENCE);
    }
}

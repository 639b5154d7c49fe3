package io.umlmachine.internal.machine;

import io.umlmachine.BootException.Phase;
import io.umlmachine.MachineImage;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.UmlKernel;
import io.umlmachine.internal.agent.AgentScript;
import io.umlmachine.internal.disk.DiskClaim;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.kernel.Ipv6Modules;
import io.umlmachine.internal.mconsole.Mconsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is there of a machine while it is powered off, and stays when it is rebooted: everything but what one run of its
 * kernel has. Thread-safe.
 *
 * @param spec the machine
 * @param kernel what runs
 * @param quirks what is special about it
 * @param directory its directory, whose name is the machine's
 * @param rootDisk what it boots from
 * @param mconsole the management console of its kernels
 * @param disks what else it has
 * @param cpu the CPU that it is pinned to, if any
 * @param agent the disk with the agent's script
 * @param link its network
 * @param console what its kernels print
 * @param resources all of it, to be given back at the machine's end
 */
record Chassis(
        MachineSpec spec,
        UmlKernel kernel,
        KernelQuirks quirks,
        OwnedDirectory directory,
        RootDisk rootDisk,
        Mconsole mconsole,
        MachineDisks disks,
        OptionalInt cpu,
        Path agent,
        MachineLink link,
        ConsoleLog console,
        Resources resources)
        implements AutoCloseable {

    /** Puts it together; if that fails, nothing is left. */
    static Chassis assemble(MachineSpec spec) throws InterruptedException {
        return BootAttempt.of(Phase.PREPARE, attempt -> assemble(spec, attempt));
    }

    private static Chassis assemble(MachineSpec spec, BootAttempt attempt) throws IOException, InterruptedException {
        UmlHost.require(Subject.SETSID, Subject.SETPRIV, Subject.TASKSET, Subject.MEMORY);
        UmlKernel kernel = spec.kernel().orElseGet(UmlKernel::locate);
        if (!kernel.isExecutable()) {
            throw new IOException("There is no kernel " + kernel.path() + " that can be run");
        }
        KernelQuirks.require(spec, kernel);
        MachineImage.Lease image = attempt.add(spec.image().acquire());
        OwnedDirectory directory = attempt.add(OwnedDirectory.create(Directories.runtime()));
        RootDisk rootDisk = RootDisk.prepare(image.path(), spec.disk(), directory);
        Mconsole mconsole = new Mconsole(
                directory.path().resolve("mc"),
                directory.path().resolve(directory.name()).resolve("mconsole"));
        MachineDisks disks = attempt.add(disks(spec, rootDisk, directory, mconsole));
        attempt.add(Notifications.listen(spec.observers(), directory));
        ConsoleLog console =
                attempt.add(new ConsoleLog(directory.name(), spec.observers().console()));
        OptionalInt cpu = Claims.claim(spec, directory);
        Path agent = directory.path().resolve("agent");
        AgentScript.write(agent, Ipv6Modules.of(kernel, spec.kernelArguments()));

        attempt.enter(Phase.NETWORK);
        MachineLink link = attempt.add(MachineLink.attach(spec, directory, mconsole));
        KernelQuirks.requireDevices(link.kernelArguments(), kernel);
        return new Chassis(
                spec,
                kernel,
                KernelQuirks.of(kernel),
                directory,
                rootDisk,
                mconsole,
                disks,
                cpu,
                agent,
                link,
                console,
                attempt.resources());
    }

    private static MachineDisks disks(MachineSpec spec, RootDisk rootDisk, OwnedDirectory directory, Mconsole mconsole)
            throws IOException, InterruptedException {
        List<DiskClaim> claims = rootDisk.claim();
        try {
            return MachineDisks.prepare(spec.disks(), directory, mconsole);
        } finally {
            claims.forEach(DiskClaim::close);
        }
    }

    String name() {
        return directory.name();
    }

    /** Gives everything back. No kernel may run any more. */
    @Override
    public void close() {
        resources.close();
    }
}

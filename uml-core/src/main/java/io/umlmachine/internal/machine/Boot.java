package io.umlmachine.internal.machine;

import io.umlmachine.BootException;
import io.umlmachine.BootException.Phase;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlException;
import io.umlmachine.UmlHost;
import io.umlmachine.UmlKernel;
import io.umlmachine.internal.agent.AgentScript;
import io.umlmachine.internal.agent.GuestSetup;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostProbes;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Programs;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The steps from a description to a machine that answers. For one thread. */
final class Boot {

    private final MachineSpec spec;
    private final Resources resources = new Resources();
    private Phase phase = Phase.PREPARE;

    private Boot(MachineSpec spec) {
        this.spec = spec;
    }

    /** Boots a machine; if that fails, nothing is left of it. */
    static BootedMachine run(MachineSpec spec) throws InterruptedException {
        Boot boot = new Boot(spec);
        try {
            return boot.run();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            // What a channel makes of an interrupt; to a caller it is one.
            Thread.interrupted();
            boot.resources.closeSuppressed(e);
            throw (InterruptedException) new InterruptedException("Interrupted while booting").initCause(e);
        } catch (IOException e) {
            boot.resources.closeSuppressed(e);
            throw new BootException(boot.phase, messageOf(e), e);
        } catch (InterruptedException | RuntimeException | Error e) {
            boot.resources.closeSuppressed(e);
            throw e;
        }
    }

    private static String messageOf(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private BootedMachine run() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before booting");
        }
        LiveMachines.prepare();
        UmlHost.require(Subject.SETSID, Subject.SETPRIV, Subject.TASKSET, Subject.MEMORY);
        UmlKernel kernel = spec.kernel().orElseGet(UmlKernel::locate);
        if (!kernel.isExecutable()) {
            throw new IOException("There is no kernel " + kernel.path() + " that can be run");
        }
        MachineImage.Lease image = resources.add(spec.image().acquire());
        OwnedDirectory directory = resources.add(OwnedDirectory.create(Directories.runtime()));
        String rootDisk = RootDisk.prepare(image.path(), spec.disk(), directory);
        OptionalInt cpu = CpuLeases.lease(spec.placement(), directory);
        Path agent = directory.path().resolve("agent");
        AgentScript.write(agent);

        phase = Phase.NETWORK;
        Network.Attachment network = resources.add(spec.network().attach(new MachineNetworkHost(directory)));

        phase = Phase.KERNEL;
        resources.add(Notifications.listen(spec.observers(), directory));
        List<String> commandLine = new KernelCommandLine(
                        UmlHost.program(Subject.TASKSET),
                        cpu,
                        kernel.path(),
                        rootDisk,
                        agent,
                        directory.path(),
                        directory.name(),
                        spec,
                        network.kernelArguments())
                .words();
        KernelProcess process =
                resources.add(KernelProcess.start(commandLine, environment(), directory, spec.observers()));
        await(process, process.line().greeted(), "the guest agent did not greet");

        phase = Phase.SETUP;
        process.line()
                .setUp(new GuestSetup(
                        spec.hostname(),
                        spec.tmpfsTmp(),
                        network.guestInterface().stream().toList()));
        await(process, process.line().ready(), "the guest agent did not finish setting up");
        return new BootedMachine(spec, directory, process, resources);
    }

    private static Map<String, String> environment() {
        Path memory = HostProbes.memoryDirectory().orElseThrow();
        return Map.of("PATH", Programs.pathVariable(), "HOME", "/", "TMPDIR", memory.toString());
    }

    private void await(KernelProcess process, CompletableFuture<Void> step, String late) throws InterruptedException {
        try {
            CompletableFuture.anyOf(step, process.ended())
                    .get(spec.bootTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw process.bootFailure(
                    phase, late + " within " + spec.bootTimeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UmlException failure) {
                throw failure;
            }
            throw process.bootFailure(phase, e.getCause().getMessage());
        }
        if (!step.isDone()) {
            throw process.bootFailure(phase, process.ended().join());
        }
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.BootException.Phase;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlException;
import io.umlmachine.UmlHost;
import io.umlmachine.internal.agent.GuestSetup;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.host.HostProbes;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The steps from a machine that is off to one that answers. For one thread. */
final class PowerOn {

    private final Chassis chassis;
    private final TimeLimit limit;
    private final BootAttempt attempt;

    private PowerOn(Chassis chassis, TimeLimit limit, BootAttempt attempt) {
        this.chassis = chassis;
        this.limit = limit;
        this.attempt = attempt;
    }

    /** Starts the kernel; if that fails, nothing runs. */
    static MachineRun run(Chassis chassis, TimeLimit limit) throws InterruptedException {
        return BootAttempt.of(Phase.NETWORK, attempt -> new PowerOn(chassis, limit, attempt).run());
    }

    private MachineRun run() throws IOException, InterruptedException {
        // Of an earlier run, if its kernel was killed.
        FileTrees.remove(chassis.directory().path().resolve(chassis.name()));
        chassis.link().powerOn();
        attempt.add((AutoCloseable) chassis.link()::powerOff);

        attempt.enter(Phase.KERNEL);
        KernelProcess kernel =
                attempt.add(KernelProcess.start(commandLine(), environment(), chassis.directory(), chassis.console()));
        await(kernel, kernel.line().greeted(), "the guest agent did not greet");

        attempt.enter(Phase.SETUP);
        kernel.line()
                .setUp(new GuestSetup(
                        chassis.spec().hostname(),
                        chassis.spec().init().path(),
                        chassis.spec().tmpfsTmp(),
                        chassis.link().guestLinks()));
        await(kernel, kernel.line().ready(), "the guest agent did not finish setting up");
        return new MachineRun(kernel, attempt.resources());
    }

    private List<String> commandLine() throws InterruptedException {
        return new KernelCommandLine(
                        UmlHost.program(Subject.TASKSET),
                        chassis.cpu(),
                        chassis.kernel().path(),
                        chassis.quirks(),
                        chassis.rootDisk().words(),
                        chassis.disks().kernelArguments(),
                        chassis.agent(),
                        chassis.directory().path(),
                        chassis.name(),
                        chassis.spec(),
                        chassis.link().kernelArguments())
                .words();
    }

    private static Map<String, String> environment() {
        Path memory = HostProbes.memoryDirectory().orElseThrow();
        return Map.of("PATH", Programs.pathVariable(), "HOME", "/", "TMPDIR", memory.toString());
    }

    private void await(KernelProcess kernel, CompletableFuture<Void> step, String late) throws InterruptedException {
        try {
            CompletableFuture.anyOf(step, kernel.ended()).get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw kernel.bootFailure(attempt.phase(), late + " within " + limit.describe());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UmlException failure) {
                throw failure;
            }
            throw kernel.bootFailure(attempt.phase(), e.getCause().getMessage());
        }
        if (!step.isDone()) {
            throw kernel.bootFailure(attempt.phase(), kernel.ended().join());
        }
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.GuestDiedException;
import io.umlmachine.MachineRebootedException;
import io.umlmachine.UmlException;
import io.umlmachine.internal.agent.AgentLine;
import io.umlmachine.internal.agent.PowerOff;
import io.umlmachine.internal.host.TimeLimit;
import java.time.Duration;

/**
 * One run of a machine's kernel, from power-on to power-off: its network, its process, the line to its agent. A machine
 * that is rebooted has several, one after the other. Thread-safe.
 */
final class MachineRun implements AutoCloseable {

    /** Writing a large disk out can take long; a machine whose disk goes with it has nothing to write. */
    private static final Duration ORDERLY_PATIENCE = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Leaves time for what the agent does after an init that does not end. */
    private static final Duration INIT_PATIENCE = Duration.ofSeconds(40);
    /** One that has nothing to write needs some hundredths of it. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final KernelProcess kernel;
    private final Resources resources;

    MachineRun(KernelProcess kernel, Resources resources) {
        this.kernel = kernel;
        this.resources = resources;
    }

    KernelProcess kernel() {
        return kernel;
    }

    AgentLine line() {
        return kernel.line();
    }

    /**
     * Powers the kernel off for good and removes what it had; an interrupt is kept for later.
     *
     * @param writeDisksOut whether what the guest wrote matters afterwards
     * @param reason what commands that still run fail with
     * @param late what is done when it takes its time
     */
    void shutDown(boolean writeDisksOut, UmlException reason, Runnable late) {
        try {
            line().powerOff(writeDisksOut ? PowerOff.orderly(INIT_PATIENCE) : PowerOff.AT_ONCE, reason);
            if (!kernel.waitUninterruptibly(PROMPT)) {
                late.run();
            }
            kernel.waitUninterruptibly(writeDisksOut ? ORDERLY_PATIENCE : PATIENCE);
        } finally {
            line().fail(reason);
            close();
        }
    }

    /**
     * Powers the kernel off so that another can go on with its disks.
     *
     * @throws GuestDiedException if it does not end, or not well
     */
    void powerOffForReboot(String machine, TimeLimit limit) throws InterruptedException {
        UmlException reason = new MachineRebootedException(machine);
        try {
            Duration half = limit.whole().dividedBy(2);
            line().powerOff(PowerOff.orderly(half.compareTo(INIT_PATIENCE) < 0 ? half : INIT_PATIENCE), reason);
            if (!kernel.waitFor(limit.left())) {
                throw kernel.death("to be rebooted it had to power off, and did not within " + limit.describe());
            }
            if (!kernel.endedWell()) {
                throw kernel.death("it powered off for a reboot, and its kernel failed");
            }
        } finally {
            line().fail(reason);
            close();
        }
    }

    /** Kills what still runs of it, and gives up its network. Does nothing the second time. */
    @Override
    public void close() {
        resources.close();
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.Admission;
import io.umlmachine.ByteSize;
import io.umlmachine.CpuPlacement;
import io.umlmachine.Disk;
import io.umlmachine.Init;
import io.umlmachine.MachineImage;
import io.umlmachine.Network;
import io.umlmachine.UmlKernel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The description of a machine, checked and immutable.
 *
 * @param image what to boot
 * @param disk where writes go
 * @param disks the disks beside the one to boot from
 * @param network what to connect to
 * @param tmpfsTmp whether /tmp is a tmpfs
 * @param init what is PID 1
 * @param memory the guest's memory
 * @param hostname the guest's host name
 * @param placement the CPU to run on
 * @param admission whether there is room
 * @param kernel the kernel, or empty for the host's
 * @param seccomp whether guest system calls are caught with seccomp
 * @param kernelArguments words for the kernel's command line
 * @param bootTimeout how long the boot may take
 * @param observers who is told what the kernel says
 */
record MachineSpec(
        MachineImage image,
        DiskMode disk,
        List<Disk> disks,
        Network network,
        boolean tmpfsTmp,
        Init init,
        ByteSize memory,
        String hostname,
        CpuPlacement placement,
        Admission admission,
        Optional<UmlKernel> kernel,
        boolean seccomp,
        List<String> kernelArguments,
        Duration bootTimeout,
        Observers observers) {

    /** The same machine, which does not wait for room. */
    MachineSpec withoutWaiting() {
        return admission instanceof Admission.ByMemory policy
                ? new MachineSpec(
                        image,
                        disk,
                        disks,
                        network,
                        tmpfsTmp,
                        init,
                        memory,
                        hostname,
                        placement,
                        policy.waitingAtMost(Duration.ZERO),
                        kernel,
                        seccomp,
                        kernelArguments,
                        bootTimeout,
                        observers)
                : this;
    }
}

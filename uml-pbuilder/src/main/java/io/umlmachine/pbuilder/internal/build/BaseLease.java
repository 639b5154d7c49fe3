package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.MachineImage;
import java.nio.file.Path;

/** A base image in use: by this, until a machine boots from it, whose it is then. For one thread. */
final class BaseLease {

    private final MachineImage.Lease lease;
    private boolean handedOver;

    BaseLease(MachineImage.Lease lease) {
        this.lease = lease;
    }

    Path path() {
        return lease.path();
    }

    /** For one machine. */
    MachineImage handOver() {
        handedOver = true;
        return () -> lease;
    }

    /** Ends the use, unless a machine has it. */
    void release() {
        if (!handedOver) {
            lease.close();
        }
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.TimeLimit;

/** The way from a description to a machine that answers. */
final class Boot {

    private Boot() {}

    /** Boots a machine; if that fails, nothing is left of it. */
    static BootedMachine run(MachineSpec spec) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before booting");
        }
        LiveMachines.prepare();
        Chassis chassis = Chassis.assemble(spec);
        BootedMachine machine;
        try {
            machine = new BootedMachine(chassis, PowerOn.run(chassis, TimeLimit.in(spec.bootTimeout())));
        } catch (InterruptedException | RuntimeException | Error e) {
            chassis.resources().closeSuppressed(e);
            throw e;
        }
        try {
            machine.networkUp();
            return machine;
        } catch (InterruptedException | RuntimeException | Error e) {
            machine.close();
            throw e;
        }
    }
}

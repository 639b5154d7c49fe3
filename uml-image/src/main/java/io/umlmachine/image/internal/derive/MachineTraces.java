package io.umlmachine.image.internal.derive;

import io.umlmachine.image.GuestScript;
import io.umlmachine.image.internal.customise.Apt;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a machine that changes a system puts into it for itself alone: the system will run in many. For one thread. */
final class MachineTraces {

    /** Where the machine's agent writes the name servers. */
    private static final String RESOLVER = "/etc/resolv.conf";

    /**
     * The lists of packages go because they age. An empty machine-id, as machine-id(5) says, is filled at boot; the package systemd fills it when it is installed, and
     * all machines of the image would have the same.
     */
    private static final String SCRIPT = """
            set -e
            if [ -s /etc/machine-id ]; then : >/etc/machine-id; fi
            if [ ! -L /var/lib/dbus/machine-id ]; then rm -f /var/lib/dbus/machine-id; fi
            rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /var/lib/urandom/random-seed
            rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
            """;

    private final WorkMachine machine;
    private final String resolver;

    private MachineTraces(WorkMachine machine, String resolver) {
        this.machine = machine;
        this.resolver = resolver;
    }

    /** Sees what a machine has put there by booting. */
    static MachineTraces of(WorkMachine machine) throws InterruptedException {
        return new MachineTraces(machine, resolver(machine));
    }

    private static String resolver(WorkMachine machine) throws InterruptedException {
        return machine.ask("cat", RESOLVER).stdout();
    }

    /** Removes it. Name servers that somebody has written since stay. */
    void remove() throws IOException, InterruptedException {
        new Apt(machine, Map.of()).clean();
        if (!resolver.isEmpty() && resolver(machine).equals(resolver)) {
            machine.run("the removal of the name servers", List.of("rm", "-f", RESOLVER));
        }
        machine.run(new GuestScript("that removes what identifies the machine", SCRIPT));
    }
}

package io.umlmachine.image.internal.derive;

import io.umlmachine.UmlMachine;

/** Removes from a system what belongs to the machine in which it was changed: it will run in many. */
final class GuestTraces {

    /**
     * The agent has written the name servers. An empty machine-id, as machine-id(5) says, is filled at boot; the package
     * systemd fills it when it is installed.
     */
    private static final String SCRIPT = """
            rm -f /etc/resolv.conf /var/lib/systemd/random-seed
            if [ -s /etc/machine-id ]; then : >/etc/machine-id; fi
            if [ ! -L /var/lib/dbus/machine-id ]; then rm -f /var/lib/dbus/machine-id; fi
            """;

    private GuestTraces() {}

    static void remove(UmlMachine machine) throws InterruptedException {
        machine.exec("sh", "-e", "-c", SCRIPT).orThrow();
    }
}

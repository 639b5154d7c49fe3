package io.umlmachine.net;

import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.testing.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;

/** Java programs of their own processes with machines on taps. */
final class TapPrograms {

    private TapPrograms() {}

    /** Boots a machine with a tap of its own, tells its name, and waits. */
    static final class OnMadeTap {
        private OnMadeTap() {}

        public static void main(String[] arguments) throws Exception {
            TunTap network = (arguments.length == 0 ? TunTap.create() : TunTap.create(arguments[0]))
                    .address("192.168.77.2/24")
                    .hostAddress("192.168.77.1")
                    .gateway("192.168.77.1")
                    .mtu(1400);
            run(network);
        }
    }

    /** Boots a machine with a tap of uml_net's, as a rootstrap.conf has it, tells its name and resolver, and waits. */
    static final class OnUmlNetsTap {
        private OnUmlNetsTap() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Files.writeString(Path.of(arguments[0]), """
                    transport=tuntap
                    interface=eth0
                    host=192.168.78.1
                    uml=192.168.78.2
                    netmask=255.255.255.0
                    gateway=192.168.78.1
                    nameserver=192.0.2.53
                    domain=uml.example
                    """);
            run(NetworkConfig.parse(file).network(), "/etc/resolv.conf", "/proc/net/route");
        }
    }

    /** Says {@code name} of the machine, and what is in files of it; then {@code bye} and a line end it. */
    private static void run(Network network, String... shown) throws Exception {
        try (UmlMachine vm =
                UmlMachine.builder().image(TestImage.path()).network(network).boot()) {
            GuestServer.start(vm);
            System.out.println(vm.name());
            for (String file : shown) {
                System.out.println(vm.readString(file).replaceAll("\\s+", " "));
            }
            System.in.read();
        }
        System.out.println("closed");
    }
}

package io.umlmachine.net;

import io.umlmachine.UmlMachine;
import io.umlmachine.testing.TestImage;

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

    /** Boots a machine with a tap of uml_net's, tells its name, and waits. */
    static final class OnUmlNetsTap {
        private OnUmlNetsTap() {}

        public static void main(String[] arguments) throws Exception {
            run(TunTap.viaUmlNet("192.168.78.1").address("192.168.78.2/24").gateway("192.168.78.1"));
        }
    }

    /** Says {@code name} of the machine; then {@code bye} and a line end it. */
    private static void run(TunTap network) throws Exception {
        try (UmlMachine vm =
                UmlMachine.builder().image(TestImage.path()).network(network).boot()) {
            GuestServer.start(vm);
            System.out.println(vm.name());
            System.in.read();
        }
        System.out.println("closed");
    }
}

package io.umlmachine.net;

import io.umlmachine.PortForward;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.LeakHunt;
import io.umlmachine.testing.LeakHunt.Victim;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is left of networks when Java programs, kernels and helpers are killed at random moments: nothing. How to make it
 * long, {@link LeakHunt} says.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
@Tag("alone")
class SlirpLeakIT {

    /** The program that is killed: says what it does with a machine, its ports and its network. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            say("start");
            if (arguments[1].equals("reap")) {
                UmlMachines.reap();
                return;
            }
            say("boot");
            try (UmlMachine vm = UmlMachine.builder()
                    .image(Path.of(arguments[0]))
                    .network(Slirp.create().isolateHost(false).forward(0, 80).forwardUdp(0, 53))
                    .boot()) {
                say("forward");
                PortForward added = vm.network().forward(PortForward.tcp(0, 8080));
                vm.network().remove(added);
                say("exec");
                vm.exec("echo", "done").orThrow();
                say("disconnect");
                vm.network().disconnect();
                say("connect");
                vm.network().connect();
                say("reboot");
                vm.reboot();
                say("close");
            }
            say("end");
        }

        private static void say(String what) {
            System.out.println(what);
        }
    }

    @Test
    void nothingIsLeftOfNetworksOfProgramsKernelsAndHelpersThatAreKilled() throws Exception {
        try (LeakHunt hunt = new LeakHunt(Program.class, 4, Victim.KERNEL, Victim.SLIRP)) {
            hunt.run();
        }
    }
}

package io.umlmachine;

import io.umlmachine.testing.LeakHunt;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is left of Java programs that die at random moments with two machines each: nothing, ten seconds after the next
 * program has started. {@code -Dumlmachine.leak.rounds=200} makes it long; {@code -Dumlmachine.leak.seed=N} repeats the
 * moments of a run.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
@Tag("alone")
class LeakIT {

    /** The program that is killed: says what it does, works with two machines, and closes them. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            say("start");
            if (arguments[1].equals("reap")) {
                UmlMachines.reap();
                return;
            }
            UmlMachine.Builder machine = UmlMachine.builder().image(Path.of(arguments[0]));
            Path file = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "in"), new byte[3_000_000]);
            say("boot");
            try (UmlMachine first = machine.boot()) {
                say("second boot");
                try (UmlMachine second = machine.boot()) {
                    for (UmlMachine vm : List.of(first, second)) {
                        work(vm, file);
                    }
                    say("close");
                }
                say("second close");
            }
            say("end");
        }

        private static void work(UmlMachine vm, Path file) throws Exception {
            say("exec");
            vm.exec("sh", "-c", "sleep 1000 & echo done").orThrow();
            say("start");
            GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
            GuestProcess cat = vm.start(Command.of("cat"));
            say("stream");
            try (OutputStream in = cat.stdin()) {
                in.write(new byte[40_000]);
            }
            cat.stdout().readAllBytes();
            say("copyIn");
            vm.copyIn(file, "/root/in");
            say("copyOut");
            vm.copyOut("/root/in", file.resolveSibling("out-" + vm.name()));
            Files.delete(file.resolveSibling("out-" + vm.name()));
            busy.destroyForcibly();
        }

        private static void say(String what) {
            System.out.println(what);
        }
    }

    @Test
    void nothingIsLeftOfProgramsThatDieAtRandomMoments() throws Exception {
        try (LeakHunt hunt = new LeakHunt(Program.class, 20)) {
            hunt.run();
        }
    }
}

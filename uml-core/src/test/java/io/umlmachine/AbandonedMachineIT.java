package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Machines whose Java program dies. */
@Timeout(180)
class AbandonedMachineIT {

    /** The program: boots a machine, gives it work, tells its name, and ends as it is told to. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            UmlMachine vm = UmlMachine.builder().image(Path.of(arguments[0])).boot();
            GuestProcess busy = vm.start(Command.of("sh", "-c", "while :; do :; done"));
            System.out.println(vm.name());
            if (arguments[1].equals("exit")) {
                System.exit(0);
            }
            busy.waitFor();
        }
    }

    @Test
    void nothingIsLeftOfAMachineWhoseProgramWasKilled() throws Exception {
        for (int round = 0; round < 5; round++) {
            Process program = start("wait");
            String machine = nameFrom(program);
            assertThat(Leftovers.of(machine)).isNotEmpty();
            program.destroyForcibly().waitFor();
            // The kernel dies by itself; only files wait for the next program.
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(processesOf(machine)).isEmpty());
            UmlMachines.reap();
            assertThat(Leftovers.of(machine)).isEmpty();
        }
    }

    @Test
    void theNextBootSweepsWhatAKilledProgramLeft() throws Exception {
        Process killed = start("wait");
        String machine = nameFrom(killed);
        killed.destroyForcibly().waitFor();
        Process next = start("exit");
        String sweeping = nameFrom(next);
        assertThat(next.waitFor()).isZero();
        assertThat(Leftovers.of(machine)).isEmpty();
        assertThat(Leftovers.of(sweeping)).isEmpty();
    }

    @Test
    void aProgramThatExitsClosesItsMachines() throws Exception {
        Process program = start("exit");
        String machine = nameFrom(program);
        assertThat(program.waitFor()).isZero();
        assertThat(Leftovers.of(machine)).isEmpty();
    }

    @Test
    void aSweepLeavesTheMachinesOfLiveProgramsAlone() throws Exception {
        Process program = start("wait");
        String machine = nameFrom(program);
        try (UmlMachine mine = UmlMachine.builder().image(TestImage.path()).boot()) {
            UmlMachines.reap();
            assertThat(processesOf(machine)).isNotEmpty();
            mine.exec("true").orThrow();
        }
        program.destroy();
        program.waitFor();
        assertThat(Leftovers.of(machine)).isEmpty();
    }

    private static List<String> processesOf(String machine) {
        return Leftovers.of(machine).stream()
                .filter(left -> Character.isDigit(left.charAt(0)))
                .toList();
    }

    private static Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        TestImage.path().toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String nameFrom(Process program) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String name = reader.readLine();
        assertThat(name).as("the machine's name").isNotNull();
        return name;
    }
}

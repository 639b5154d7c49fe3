package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.AllowedCpus;
import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.KernelProcesses;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where machines run. */
@Timeout(180)
@Tag("alone")
class PlacementIT {

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path()).memory(ByteSize.mebibytes(128));
    }

    /** Boots a machine, tells its name, and keeps it until its input ends. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            try (UmlMachine vm = UmlMachine.builder()
                    .image(Path.of(arguments[0]))
                    .memory(ByteSize.mebibytes(128))
                    .boot()) {
                System.out.println(vm.name());
                System.in.read();
            }
        }
    }

    @Test
    void theMachinesOfFourProgramsSpreadEvenly() throws Exception {
        List<JavaProgram> programs = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                programs.add(JavaProgram.start(
                        Program.class, Map.of(), TestImage.path().toString()));
            }
            List<String> names = new ArrayList<>();
            for (JavaProgram program : programs) {
                names.add(program.line());
            }
            List<CpuUse> placement = UmlMachines.placement();
            int cpus = AllowedCpus.read().size();
            assertThat(placement)
                    .hasSize(cpus)
                    .allSatisfy(use -> assertThat(use.machines()).hasSizeBetween(4 / cpus, (4 + cpus - 1) / cpus));
            Map<String, MachineShare> shares = placement.stream()
                    .flatMap(use -> use.machines().stream())
                    .collect(Collectors.toMap(MachineShare::name, share -> share));
            for (int i = 0; i < programs.size(); i++) {
                MachineShare share = shares.get(names.get(i));
                assertThat(share.ownerPid()).isEqualTo(programs.get(i).process().pid());
                assertThat(share.memory()).isEqualTo(ByteSize.mebibytes(128));
                assertThat(allowed(share.name()))
                        .isEqualTo(Integer.toString(share.cpu().orElseThrow()));
            }
            for (JavaProgram program : programs) {
                program.say("end");
                assertThat(program.process().waitFor()).isZero();
            }
            assertThat(names).allSatisfy(name -> assertThat(Leftovers.of(name)).isEmpty());
            assertThat(UmlMachines.placement())
                    .allSatisfy(use -> assertThat(use.machines()).isEmpty());
        } finally {
            programs.forEach(JavaProgram::close);
        }
    }

    @Test
    void aMachineTellsWhereItRuns() throws Exception {
        try (UmlMachine pinned = machine().boot();
                UmlMachine free = machine().placement(CpuPlacement.unpinned()).boot()) {
            int cpu = pinned.placement().orElseThrow();
            assertThat(allowed(pinned.name())).isEqualTo(Integer.toString(cpu));
            assertThat(UmlMachines.placement())
                    .filteredOn(use -> use.cpu() == cpu)
                    .singleElement()
                    .satisfies(use -> assertThat(use.machines())
                            .extracting(MachineShare::name)
                            .containsExactly(pinned.name()));
            assertThat(free.placement()).isEmpty();
            assertThat(UmlMachines.memory().holders())
                    .extracting(MachineShare::name)
                    .containsExactlyInAnyOrder(pinned.name(), free.name());
        }
    }

    @Test
    void aCpuThatIsNotAllowedFailsTheBootBeforeAnythingIsStarted() throws Exception {
        List<Integer> allowed = AllowedCpus.read();
        int next = allowed.get(allowed.size() - 1) + 1;
        assertThatThrownBy(() -> machine().placement(CpuPlacement.cpu(next)).boot())
                .isInstanceOfSatisfying(
                        PlacementException.class, e -> assertThat(e.allowed()).isEqualTo(allowed));
        assertThat(UmlMachines.memory().holders()).isEmpty();
        assertThat(KernelProcesses.ofThisProgram()).isEmpty();
    }

    private static String allowed(String machine) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + KernelProcesses.of(machine).pid() + "/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}

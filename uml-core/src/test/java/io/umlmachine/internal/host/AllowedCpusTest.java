package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.JavaProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AllowedCpusTest {

    /** Prints the CPUs that it may use. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(AllowedCpus.read());
        }
    }

    @Test
    void readsTheKernelsList() {
        assertThat(AllowedCpus.parse(List.of("Name:\tjava", "Cpus_allowed_list:\t0-3,8,10-11")))
                .containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(AllowedCpus.parse(List.of("Cpus_allowed_list:\t5"))).containsExactly(5);
    }

    @Test
    void honoursTheProgramsAffinity() throws Exception {
        int last = AllowedCpus.read().get(AllowedCpus.read().size() - 1);
        List<String> taskset = List.of("taskset", "--cpu-list", Integer.toString(last));
        try (JavaProgram program = JavaProgram.start(taskset, Program.class, Map.of())) {
            assertThat(program.line()).isEqualTo("[" + last + "]");
        }
    }
}

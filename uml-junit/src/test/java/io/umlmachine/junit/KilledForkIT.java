package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.UmlMachine;
import io.umlmachine.junit.testing.FirstStage;
import io.umlmachine.junit.testing.TestProgram;
import io.umlmachine.testing.Leftovers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed in the middle of its tests. */
@Timeout(300)
class KilledForkIT {

    private static final String BOOTED = "booted ";

    @TempDir
    private Path failures;

    @Test
    void nothingIsLeftOfItOnceTheNextOneHasRun() throws Exception {
        List<String> options = List.of("-Dumlmachine.failures=" + failures);
        Process killed = TestProgram.start(Map.of(), options, TestProgram.classPath(), Endless.class);
        String machine = machineOf(killed);
        assertThat(Leftovers.of(machine)).isNotEmpty();
        assertThat(failures).isNotEmptyDirectory();

        killed.destroyForcibly().waitFor();
        await("the processes die by themselves")
                .atMost(Duration.ofSeconds(60))
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(machine)));
        String next = TestProgram.run(Map.of(), options, TestProgram.classPath(), Passing.class);

        assertThat(next).contains("SUCCESSFUL test test(UmlMachine)");
        assertThat(Leftovers.of(machine)).isEmpty();
        assertThat(failures).isEmptyDirectory();
    }

    private static String machineOf(Process program) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(BOOTED)) {
                return line.substring(BOOTED.length());
            }
        }
        throw new IOException("The program ended before its machine had booted");
    }

    @UmlTest(image = FirstStage.class, memory = "64M", keepOverlays = true)
    static class Endless {
        @Test
        void test(@Machine UmlMachine machine) throws InterruptedException {
            System.out.println(BOOTED + machine.name());
            machine.exec("sleep", "600");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M", keepOverlays = true)
    static class Passing {
        @Test
        void test(@Machine UmlMachine machine) throws InterruptedException {
            machine.exec("true").orThrow();
        }
    }
}

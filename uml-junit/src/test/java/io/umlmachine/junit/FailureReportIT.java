package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.umlmachine.CowFile;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.junit.testing.FirstStage;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a test that fails leaves. */
@Timeout(300)
class FailureReportIT {

    @TempDir
    private Path failures;

    @Test
    void consoleTranscriptCommandLineAndTimesAreWrittenAndTheFailureTellsWhere() throws IOException {
        Throwable failure = onlyFailure(run(Failing.class));

        Path report = failures.resolve(Failing.class.getName().replace('$', '.') + ".test");
        assertThat(failure).hasMessage("as it must");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].toString())
                .contains("was written to " + report)
                .contains("console of machine 'server' (" + Failing.seen.name() + "):")
                .contains("said by the test");
        assertThat(report.resolve("failure.txt"))
                .content()
                .contains("as it must", "FailureReportIT.java", "[method:test(io.umlmachine.UmlMachine)]");
        assertThat(report.resolve("machine-server.console")).content().contains("said by the test");
        assertThat(report.resolve("machine-server.transcript"))
                .content()
                .contains("exec sh -c 'echo ", "exec ls /nowhere -> exit code 2", "  ! ls: cannot access '/nowhere'")
                .contains("exec uname -n -> exit code 0", "after the failure");
        assertThat(report.resolve("machine-server.txt"))
                .content()
                .contains("kernel command line: ", " umid=" + Failing.seen.name(), "booted after that in: ");
        assertThat(report).isDirectoryNotContaining("glob:**.cow");

        assertThat(Failing.seen.isAlive()).isFalse();
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void eachRunOfATestHasItsReport() throws IOException {
        run(FailingTwice.class);
        assertThat(reports())
                .map(Path::toString)
                .containsExactly(
                        FailingTwice.class.getName().replace('$', '.') + ".test-1",
                        FailingTwice.class.getName().replace('$', '.') + ".test-2");
    }

    @Test
    void aMachineOfTheClassIsInTheReportOfItsTestsAndOfItsFailureBeforeThem() throws IOException {
        run(FailingWithClass.class);
        run(FailingBeforeAll.class);
        assertThat(reports())
                .map(Path::toString)
                .containsExactly(
                        FailingBeforeAll.class.getName().replace('$', '.'),
                        FailingWithClass.class.getName().replace('$', '.') + ".test");
        for (Path report : reports()) {
            assertThat(failures.resolve(report).resolve("machine.transcript"))
                    .content()
                    .contains("exec uname -n");
        }
    }

    @Test
    void theOverlayIsKeptWhereItIsAskedFor() throws Exception {
        run(Keeping.class);

        Path report = failures.resolve(Keeping.class.getName().replace('$', '.') + ".fails");
        Path overlay = report.resolve("machine.cow");
        assertThat(reports())
                .as("neither that of the test which passes, nor a directory for overlays in use")
                .containsExactly(report.getFileName());
        assertThat(overlay).exists();
        assertThat(report.resolve("machine.txt")).content().contains("overlay, once the machine is closed: " + overlay);
        assertThat(CowFile.open(overlay).backingFile()).isEqualTo(TestImage.path());
        try (UmlMachine again =
                UmlMachine.builder().image(TestImage.path()).cow(overlay).boot()) {
            assertThat(again.readString("/root/mark")).isEqualTo("of the test");
        }
    }

    @Test
    void aTestThatPassesOrIsAbortedLeavesNothing() throws IOException {
        run(NotFailing.class);
        assertThat(reports()).isEmpty();
    }

    @Test
    void aTimeOutListsTheGuestsTasksBeforeItInterruptsTheTest() throws IOException {
        Throwable failure = onlyFailure(run(TakingTooLong.class));

        assertThat(failure).hasMessageContaining("timed out after 2 seconds");
        Path report = failures.resolve(TakingTooLong.class.getName().replace('$', '.') + ".test");
        assertThat(report.resolve("machine.console"))
                .content()
                .contains("tasks of the guest, before the time-out's interrupt")
                .containsPattern("(?m)^ +\\d+ +\\d+ S +\\d\\.\\d\\ds \\S+ +sleep 1234$");
        assertThat(report.resolve("machine.transcript"))
                .content()
                .contains("exec sleep 1234 -> InterruptedException")
                .doesNotContain("perl");
    }

    @Test
    void aTimeOutAsksTheKernelOfAGuestThatDoesNotAnswer() throws IOException {
        Throwable failure = onlyFailure(run(Paused.class));

        assertThat(failure).hasMessageContaining("timed out after 2 seconds");
        assertThat(failure.getSuppressed())
                .anySatisfy(
                        details -> assertThat(details.toString()).contains("the guest did not list them within 5 s"));
        Path report = failures.resolve(Paused.class.getName().replace('$', '.') + ".test");
        assertThat(report.resolve("machine.console")).content().contains("sysrq: Show Memory");
    }

    @Test
    void aMachineThatDoesNotBootLeavesItsConsole() throws IOException {
        Throwable failure = onlyFailure(run(NotBooting.class));
        Path report = failures.resolve(NotBooting.class.getName().replace('$', '.') + ".test");
        assertThat(failure.getSuppressed()[0].toString()).contains(report.toString());
        assertThat(report.resolve("boot.console")).content().contains("Kernel panic");
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> children = Files.list(failures)) {
            return children.map(Path::getFileName).sorted().toList();
        }
    }

    private List<Event> run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("umlmachine.failures", failures.toString())
                .selectors(selectClass(testClass))
                .execute()
                .allEvents()
                .finished()
                .list();
    }

    private static Throwable onlyFailure(List<Event> events) {
        List<Throwable> failures = events.stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .toList();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class Failing {

        private static UmlMachine seen;

        @Test
        void test(@Machine("server") UmlMachine machine) throws InterruptedException {
            seen = machine;
            machine.exec("sh", "-c", "echo '<1>said by the test' >/dev/kmsg").orThrow();
            machine.exec("ls", "/nowhere");
            throw new AssertionError("as it must");
        }

        @AfterEach
        void cleanUp(@Machine("server") UmlMachine machine) throws InterruptedException {
            machine.exec("echo", "after the failure").orThrow();
            machine.exec("uname", "-n").orThrow();
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class FailingTwice {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void test(int number, @Machine UmlMachine machine) {
            throw new AssertionError("as it must");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class FailingWithClass {
        @Test
        void test(@Machine(scope = MachineScope.CLASS) UmlMachine machine) throws InterruptedException {
            machine.exec("uname", "-n").orThrow();
            throw new AssertionError("as it must");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class FailingBeforeAll {
        @BeforeAll
        static void prepare(@Machine(scope = MachineScope.CLASS) UmlMachine machine) throws InterruptedException {
            machine.exec("uname", "-n").orThrow();
            throw new AssertionError("as it must");
        }

        @Test
        void test() {}
    }

    @UmlTest(image = FirstStage.class, memory = "64M", keepOverlays = true)
    static class Keeping {
        @Test
        void fails(@Machine UmlMachine machine) throws IOException, InterruptedException {
            machine.write("/root/mark", "of the test");
            throw new AssertionError("as it must");
        }

        @Test
        void passes(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class NotFailing {
        @Test
        void passes(@Machine UmlMachine machine) {}

        @Test
        void isAborted(@Machine UmlMachine machine) {
            Assumptions.abort("for once");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class TakingTooLong {
        @Test
        @Timeout(value = 2, unit = TimeUnit.SECONDS)
        void test(@Machine UmlMachine machine) throws InterruptedException {
            machine.exec("sleep", "1234");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class Paused {
        @Test
        @Timeout(value = 2, unit = TimeUnit.SECONDS)
        void test(@Machine UmlMachine machine) throws InterruptedException {
            machine.pause();
            machine.exec("true");
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class NotBooting {

        static class WithoutFileSystem implements MachineOptions {
            @Override
            public void apply(UmlMachine.Builder machine) {
                machine.kernelArgument("rootfstype=nothing");
            }
        }

        @Test
        void test(@Machine(options = WithoutFileSystem.class) UmlMachine machine) {}
    }
}

package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.junit.testing.TestProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests on a host that cannot run machines: in JVMs that are told of a kernel which is not there. */
@Timeout(120)
class HostCheckTest {

    private static final Map<String, String> NO_KERNEL = Map.of("UML_KERNEL", "/nowhere/linux.uml");
    private static final String LIST = "linux.uml: UML_KERNEL=/nowhere/linux.uml is no program";

    @Test
    void testsFailWithTheListOfWhatIsMissing() throws Exception {
        String output = TestProgram.run(NO_KERNEL, List.of(), TestProgram.classPath(), Required.class);
        assertThat(output)
                .contains("FAILED container HostCheckTest$Required", LIST, "mend with: unset UML_KERNEL")
                .doesNotContain("SKIPPED", "SUCCESSFUL test");
    }

    @Test
    void testsOfAClassThatDoesNotInsistAreSkippedWithTheReason() throws Exception {
        String output =
                TestProgram.run(NO_KERNEL, List.of(), TestProgram.classPath(), Optional.class, AnotherOptional.class);
        assertThat(output)
                .contains("SKIPPED HostCheckTest$Optional: ")
                .contains("SKIPPED HostCheckTest$AnotherOptional: ")
                .contains(LIST)
                .doesNotContain("FAILED");
        assertThat(output.split("Tests are skipped, no machines here", -1))
                .as("the reason is printed once")
                .hasSize(2);
    }

    @Test
    void theEnvironmentMakesMachinesOptional() throws Exception {
        String output = TestProgram.run(
                Map.of("UML_KERNEL", "/nowhere/linux.uml", "UML_OPTIONAL", "true"),
                List.of(),
                TestProgram.classPath(),
                Required.class);
        assertThat(output).contains("SKIPPED HostCheckTest$Required: ", LIST).doesNotContain("FAILED");
    }

    @Test
    void aConfigurationParameterMakesMachinesOptional() throws Exception {
        String output = TestProgram.run(
                NO_KERNEL, List.of("-Dumlmachine.optional=true"), TestProgram.classPath(), Required.class);
        assertThat(output).contains("SKIPPED HostCheckTest$Required: ", LIST).doesNotContain("FAILED");
    }

    static class NoImage implements ImageSource {
        @Override
        public MachineImage image() {
            throw new AssertionError("Nobody should get this far");
        }
    }

    @UmlTest(image = NoImage.class)
    static class Required {
        @Test
        void test(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = NoImage.class, onMissing = OnMissing.SKIP)
    static class Optional {
        @Test
        void test(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = NoImage.class, onMissing = OnMissing.SKIP)
    static class AnotherOptional {
        @Test
        void test(@Machine UmlMachine machine) {}
    }
}

package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.junit.testing.TestProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tests of the extension, run by JUnit 6, which Maven has put beside the classes. */
@Timeout(600)
class JUnit6IT {

    private static final Path JARS = Path.of("target", "junit6").toAbsolutePath();

    @Test
    void theExtensionKeepsItsPromisesUnderJUnit6() throws Exception {
        String output = TestProgram.run(
                Map.of(),
                List.of(),
                TestProgram.classPath(JARS),
                UmlExtensionTest.class,
                MachineScopeIT.class,
                FailureReportIT.class);

        assertThat(output)
                .contains("JUnit 6.", "ended")
                .contains("SUCCESSFUL container UmlExtensionTest")
                .contains("SUCCESSFUL container MachineScopeIT")
                .contains("SUCCESSFUL container FailureReportIT")
                .contains("SUCCESSFUL test aTimeOutListsTheGuestsTasksBeforeItInterruptsTheTest()")
                .doesNotContain("FAILED");
    }
}

package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Probe.Subject;
import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page for those whose host lacks something has to say what the probes say. */
@Timeout(120)
class TroubleshootingTest {

    private static final Path PAGE =
            Path.of("src", "main", "java", "io", "umlmachine", "doc-files", "troubleshooting.html");
    private static final Pattern SECTION =
            Pattern.compile("<h3 id=\"([A-Z0-9_]+)\">(.*?)</h3>\\s*<p>(.+?)</p>\\s*<pre>(.+?)</pre>", Pattern.DOTALL);

    @TempDir
    private Path empty;

    /** What the page says about a subject. */
    private record Section(String id, String label, String mend) {}

    private static List<Section> sections() throws IOException {
        return SECTION.matcher(Files.readString(PAGE))
                .results()
                .map(match -> new Section(match.group(1), match.group(2).replace("&#39;", "'"), match.group(4)))
                .toList();
    }

    @Test
    void everySubjectHasItsSectionInTheOrderOfTheProbes() throws IOException {
        assertThat(sections())
                .extracting(Section::id)
                .containsExactlyElementsOf(
                        Arrays.stream(Subject.values()).map(Enum::name).toList());
        assertThat(sections())
                .extracting(Section::label)
                .containsExactlyElementsOf(
                        Arrays.stream(Subject.values()).map(Subject::label).toList());
    }

    /** On a host that has nothing: in a program whose variables lead nowhere. */
    @Test
    void theMendIsTheOneThatTheProbesName() throws IOException {
        String nowhere = "/proc/nowhere";
        Map<String, String> environment = Map.of(
                "UMLMACHINE_PATH", empty.toString(),
                "UMLMACHINE_MEMORY", nowhere,
                "UMLMACHINE_RUNTIME", nowhere,
                "UMLMACHINE_CACHE", nowhere,
                "UML_KERNEL", "");
        List<Section> sections = sections();
        int missing = 0;
        try (JavaProgram program = JavaProgram.start(Mends.class, environment)) {
            for (Subject subject : Subject.values()) {
                String mend = program.line();
                if (!mend.isEmpty()) {
                    missing++;
                    assertThat(mend).startsWith(sections.get(subject.ordinal()).mend());
                }
            }
        }
        // Only the keyring, which has a place of its own, may be there.
        assertThat(missing).isGreaterThanOrEqualTo(Subject.values().length - 1);
    }

    /** Prints how to mend each thing, or an empty line for one that is there. */
    static final class Mends {
        private Mends() {}

        public static void main(String[] args) {
            UmlHost.probe().stream().map(Probe::fix).forEach(System.out::println);
        }
    }
}

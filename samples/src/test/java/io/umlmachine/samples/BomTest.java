package io.umlmachine.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM has no parent, and so has to repeat what the parent knows. Runs in the module's directory, as Maven does it. */
class BomTest {

    private static final Path BOM = Path.of("bom", "pom.xml");
    private static final Path PARENT = Path.of("..", "pom.xml");

    @Test
    void itNamesEveryModuleThatIsPublishedAndNothingElse() throws IOException {
        List<String> modules = values(PARENT, "<module>(uml-\\w+)</module>");

        assertThat(modules).isNotEmpty();
        assertThat(values(BOM, "<artifactId>([^<]+)</artifactId>").stream()
                        .filter(artifact -> !artifact.equals("uml-bom")))
                .containsExactlyElementsOf(modules);
    }

    @Test
    void itHasTheVersionOfTheModules() throws IOException {
        String version = "<version>([^$<]+)</version>";

        assertThat(values(BOM, version)).containsExactly(values(PARENT, version).get(0));
    }

    private static List<String> values(Path pom, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(pom))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}

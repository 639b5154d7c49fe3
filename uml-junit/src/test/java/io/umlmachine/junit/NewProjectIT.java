package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.junit.testing.PrivateRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has only the README writes a test in a new project. Runs in the module's directory, as Maven does it. */
@Timeout(900)
class NewProjectIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern POM = Pattern.compile("(?s)```xml\\n(<project .*?)```");
    private static final Pattern TEST = Pattern.compile("(?s)```java\\n([^`]*@UmlTest[^`]*?\\bclass (\\w+).*?)```");

    @TempDir
    private Path directory;

    @Test
    void theProjectAndTheTestOfTheReadmeRun() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), match(POM, readme).group(1));
        Matcher test = match(TEST, readme);
        Path sources = Files.createDirectories(project.resolve("src/test/java"));
        Files.writeString(sources.resolve(test.group(2) + ".java"), test.group(1));

        try (PrivateRepository repository = PrivateRepository.over(directory.resolve("repository"))) {
            for (String module : new String[] {"uml-core", "uml-net", "uml-image", "uml-junit"}) {
                repository.install(ROOT.resolve(module));
            }
            repository.installPom(ROOT.resolve("pom.xml"), "uml-parent");
            assertThat(mavenTest(project, repository))
                    .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0", "BUILD SUCCESS");
        }
        try (Stream<Path> files = Files.walk(project)) {
            assertThat(files).as("no failures are reported").noneMatch(file -> file.endsWith("uml-failures"));
        }
    }

    private static String mavenTest(Path project, PrivateRepository repository)
            throws IOException, InterruptedException {
        Process maven = new ProcessBuilder("mvn", "-B", "-ntp", "-Dmaven.repo.local=" + repository.directory(), "test")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            maven.getOutputStream().close();
            String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(maven.waitFor()).as(output).isZero();
            return output;
        } finally {
            maven.destroyForcibly();
        }
    }

    private static Matcher match(Pattern pattern, String readme) {
        Matcher matcher = pattern.matcher(readme);
        assertThat(matcher.find()).as("README.md has " + pattern).isTrue();
        return matcher;
    }
}

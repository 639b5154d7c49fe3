package io.umlmachine.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is true. Runs in the module's directory, as Maven does it. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?class (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)^(samples/[\\w-]+)");

    @TempDir
    private Path classes;

    @Test
    void itHasAnExample() throws IOException {
        assertThat(found(JAVA)).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> itsExamplesCompile() throws IOException {
        return found(JAVA).map(match -> match.group(1)).map(source -> {
            String name =
                    CLASS.matcher(source).results().findFirst().orElseThrow().group(1);
            return DynamicTest.dynamicTest(
                    name, () -> assertThat(compile(name, source)).isEmpty());
        });
    }

    @TestFactory
    Stream<DynamicTest> itsLinksLeadToFilesOfThisTree() throws IOException {
        return found(LINK)
                .map(match -> match.group(1))
                .distinct()
                .map(link -> DynamicTest.dynamicTest(
                        link, () -> assertThat(ROOT.resolve(link)).exists()));
    }

    @TestFactory
    Stream<DynamicTest> itsCommandsAreThere() throws IOException {
        return found(COMMAND)
                .map(match -> match.group(1))
                .distinct()
                .map(command -> DynamicTest.dynamicTest(
                        command, () -> assertThat(ROOT.resolve(command)).isExecutable()));
    }

    private static Stream<MatchResult> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve("README.md"))).results();
    }

    /** What the compiler has to say. */
    private String compile(String name, String source) {
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-Xlint:all", "-proc:none", "--release", "17", "-d", classes.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(complaints, null, null, options, null, List.of(new Source(name, source)))
                .call();
        // Annotations of annotations that nobody has on the class path: nothing of the example.
        return complaints
                .toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT) + ".java"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + JavaFileObject.Kind.SOURCE.extension), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

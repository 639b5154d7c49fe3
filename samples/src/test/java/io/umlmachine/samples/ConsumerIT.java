package io.umlmachine.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jars as other programs use them: a program that is compiled against them and boots a machine, as a module and on the
 * class path, with every JDK that is found.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConsumerIT {

    private static final String PROGRAM = """
            package consumer;

            import io.umlmachine.Probe;
            import io.umlmachine.UmlHost;
            import io.umlmachine.UmlMachine;
            import io.umlmachine.image.DebianImage;
            import io.umlmachine.net.Slirp;
            import io.umlmachine.pbuilder.PbuilderConfig;
            import java.nio.file.Path;

            public final class Main {
                private Main() {}

                public static void main(String[] args) throws Exception {
                    DebianImage.of("bookworm").name();
                    PbuilderConfig.load();
                    UmlHost.require(Probe.Subject.KERNEL);
                    try (UmlMachine vm = UmlMachine.builder().image(Path.of(args[0])).boot()) {
                        System.out.print(vm.exec("echo", "hello from", Slirp.class.getModule().toString()).orThrow().stdout());
                    }
                }
            }
            """;

    private static final String MODULE = """
            module consumer {
                requires io.umlmachine.pbuilder;
            }
            """;

    @TempDir
    private Path directory;

    static Stream<Jdk> jdks() throws IOException, InterruptedException {
        return Jdk.found().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aModuleNeedsToRequireNothingButWhatItUses(Jdk jdk) throws Exception {
        Path classes = compile(jdk, "--module-path", Files.writeString(directory.resolve("module-info.java"), MODULE));

        assertThat(run(
                        jdk.java(),
                        "--module-path",
                        jars() + ":" + classes,
                        "--module",
                        "consumer/consumer.Main",
                        TestImage.path().toString()))
                .endsWith("hello from module io.umlmachine.net\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theClassPathWillDo(Jdk jdk) throws Exception {
        Path classes = compile(jdk, "--class-path");

        assertThat(run(
                        jdk.java(),
                        "--class-path",
                        jars() + ":" + classes,
                        "consumer.Main",
                        TestImage.path().toString()))
                .contains("hello from unnamed module");
    }

    private Path compile(Jdk jdk, String pathOption, Path... more) throws IOException, InterruptedException {
        Path classes = directory.resolve("classes");
        List<String> words = new ArrayList<>(List.of(
                jdk.tool("javac").toString(),
                "-Xlint:all,-requires-automatic,-requires-transitive-automatic",
                "-Werror",
                pathOption,
                jars(),
                "-d",
                classes.toString(),
                Files.writeString(directory.resolve("Main.java"), PROGRAM).toString()));
        Stream.of(more).map(Path::toString).forEach(words::add);
        assertThat(run(words.toArray(String[]::new))).isEmpty();
        return classes;
    }

    /** The jars of this build with what they need, as the launcher has them: the module path knows no wildcard. */
    private static String jars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .sorted()
                    .reduce((a, b) -> a + ":" + b)
                    .orElseThrow();
        }
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            return printed;
        } finally {
            process.destroy();
        }
    }
}

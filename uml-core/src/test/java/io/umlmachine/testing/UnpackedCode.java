package io.umlmachine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Native code that a Java library unpacks. */
public final class UnpackedCode {

    private UnpackedCode() {}

    /**
     * Runs a program, and asserts that a library in it unpacks where this project's sweep looks, and leaves nothing there.
     *
     * @param directory an empty directory
     * @param variable of the program's environment, by which the library has a place of its own
     * @param prefix what comes before the place in it
     * @param main the program, which loads the library
     * @param lines what it prints
     * @throws Exception if the program cannot be run
     */
    public static void assertSweepable(
            Path directory, String variable, String prefix, Class<?> main, List<String> lines) throws Exception {
        Path runtime = directory.resolve("runtime");
        Path cache = directory.resolve("cache");
        Path others = directory.resolve("others");
        Map<String, String> environment = Map.of(
                "UMLMACHINE_RUNTIME",
                runtime.toString(),
                "UMLMACHINE_CACHE",
                cache.toString(),
                variable,
                prefix + others);
        try (JavaProgram program = JavaProgram.start(main, environment)) {
            for (String line : lines) {
                assertThat(program.line()).isEqualTo(line);
            }
            assertThat(others).doesNotExist();
            assertThat(runtime).isEmptyDirectory();
            assertThat(cache).isEmptyDirectory();
        }
    }
}

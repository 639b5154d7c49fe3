package io.umlmachine.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.JavaProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JnaLibraryTest {

    @TempDir
    private Path temporary;

    /** Uses native code first by its memory, as whoever prepares an argument does. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(LibC.memory(1).size());
            System.out.println(System.getProperty("jna.tmpdir", "as before"));
        }
    }

    @Test
    void nativeCodeIsUnpackedWhereASweepFindsItAndTheProgramsSettingsStay() throws Exception {
        Path runtime = temporary.resolve("runtime");
        Path cache = temporary.resolve("cache");
        Path others = temporary.resolve("others");
        Map<String, String> environment = Map.of(
                "UMLMACHINE_RUNTIME", runtime.toString(),
                "UMLMACHINE_CACHE", cache.toString(),
                "XDG_CACHE_HOME", others.toString());
        try (JavaProgram program = JavaProgram.start(Program.class, environment)) {
            assertThat(program.line()).isEqualTo("1");
            assertThat(program.line()).isEqualTo("as before");
            assertThat(others).doesNotExist();
            assertThat(runtime).isEmptyDirectory();
            assertThat(cache).isEmptyDirectory();
        }
    }
}

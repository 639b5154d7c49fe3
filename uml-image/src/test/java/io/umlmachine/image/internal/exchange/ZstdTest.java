package io.umlmachine.image.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.JavaProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ZstdTest {

    @TempDir
    private Path temporary;

    /** Compresses and decompresses its argument. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = Zstd.into(bytes, 1)) {
                out.write(arguments[0].getBytes(StandardCharsets.UTF_8));
            }
            System.out.println(new String(
                    Zstd.from(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void nativeCodeIsUnpackedWhereASweepFindsIt() throws Exception {
        Path runtime = temporary.resolve("runtime");
        Path cache = temporary.resolve("cache");
        Path others = temporary.resolve("others");
        Map<String, String> environment = Map.of(
                "UMLMACHINE_RUNTIME", runtime.toString(),
                "UMLMACHINE_CACHE", cache.toString(),
                "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + others);
        try (JavaProgram program = JavaProgram.start(Program.class, environment, "there and back")) {
            assertThat(program.line()).isEqualTo("there and back");
        }
        assertThat(others).doesNotExist();
        assertThat(runtime).isEmptyDirectory();
        assertThat(cache).isEmptyDirectory();
    }
}

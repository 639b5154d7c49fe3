package io.umlmachine.image.internal.exchange;

import io.umlmachine.testing.UnpackedCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ZstdTest {

    @TempDir
    private Path temporary;

    /** Compresses and decompresses something. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = Zstd.into(bytes, 1)) {
                out.write("there and back".getBytes(StandardCharsets.UTF_8));
            }
            System.out.println(new String(
                    Zstd.from(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void nativeCodeIsUnpackedWhereASweepFindsIt() throws Exception {
        UnpackedCode.assertSweepable(
                temporary, "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=", Program.class, List.of("there and back"));
    }
}

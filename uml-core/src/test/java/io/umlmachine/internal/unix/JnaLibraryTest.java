package io.umlmachine.internal.unix;

import io.umlmachine.testing.UnpackedCode;
import java.nio.file.Path;
import java.util.List;
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
        UnpackedCode.assertSweepable(temporary, "XDG_CACHE_HOME", "", Program.class, List.of("1", "as before"));
    }
}

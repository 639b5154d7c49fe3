package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands for the image store, on one without images. */
class ImageCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        List<String> words = new ArrayList<>(List.of("image"));
        words.addAll(List.of(line.split(" ")));
        words.addAll(List.of("--store", directory.resolve("store").toString()));
        CommandLine command =
                PbuilderUml.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(words.toArray(String[]::new));
    }

    @Test
    void aStoreThatIsNotThereIsEmpty() {
        assertThat(run("ls")).as(err::toString).isZero();
        assertThat(out.toString()).isEqualTo("0M in " + directory.resolve("store") + "\n");
    }

    @ParameterizedTest
    @CsvSource({"ls --json, []", "verify --json, []"})
    void programsGetAnArrayEvenThen(String line, String expected) {
        assertThat(run(line)).as(err::toString).isZero();
        assertThat(out.toString().strip()).isEqualTo(expected);
    }

    @Test
    void programsGetAReportOfTheCollection() {
        assertThat(run("gc --json --keep 1 --max-age 30d --max-size 20G --unused 90m"))
                .as(err::toString)
                .isZero();
        assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().keySet())
                .containsExactly("removed", "freed", "inUse", "busy", "failures", "remaining");
    }

    @ParameterizedTest
    @CsvSource({
        "verify ../x, names no image",
        "verify bookworm/0, names no image",
        "rollback bookworm/x, names no image",
        "rm ., names no image",
        "gc --keep 0, At least one generation",
        "gc --max-age 3, is no time",
        "gc --max-size much, Not a size",
        "rm, IMAGE",
        "export ../x y.tar.zst, names no image",
        "export none, FILE",
        "export none y --level 20, from 1 to 19",
        "export none y --passphrase-file p, --sign-with",
        "import y, --keyring",
        "import y --unsigned --keyring k, mutually exclusive",
        "frobnicate, frobnicate"
    })
    void aWrongCommandLineIsStatusTwoAndSaysWhy(String line, String explanation) {
        assertThat(run(line)).as(err::toString).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(explanation).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "verify none",
        "verify none/1",
        "rollback none",
        "rollback none/1",
        "rm none",
        "rm none/1",
        "export none y",
        "export none/1 y"
    })
    void anImageThatIsNotThereIsNamed(String line) {
        assertThat(run(line)).as(err::toString).isEqualTo(ExitCodes.OTHER);
        assertThat(err.toString()).contains("none").doesNotContain("\tat ");
    }

    @Test
    void anArchiveThatIsNotThereIsNamed() {
        assertThat(run("import " + directory.resolve("none.tar.zst") + " --unsigned"))
                .isEqualTo(ExitCodes.OTHER);
        assertThat(err.toString())
                .contains("There is no file " + directory.resolve("none.tar.zst"))
                .doesNotContain("\tat ");
    }

    @Test
    void whatToDoMustBeSaid() {
        CommandLine command = PbuilderUml.commandLine().setErr(new PrintWriter(err, true));

        assertThat(command.execute("image")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("COMMAND is missing");
    }
}

package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is made from the command line's own description: the manual page and the completion. */
class ManualPageTest {

    private static final String OFFERS = """
            . "$0"
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _complete_pbuilder-uml
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private final CommandLine command = PbuilderUml.commandLine();
    private final String page = ManualPage.of(command, "pbuilder-uml 1.2.3");

    @TempDir
    private Path directory;

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = PbuilderUml.commandLine().setOut(new PrintWriter(out, true));
        assertThat(line.execute(arguments)).isZero();
        return out.toString();
    }

    @Test
    void itIsAPageOfSectionOneThatAproposCanList() {
        assertThat(page).startsWith("""
                .TH "PBUILDER\\-UML" "1" "" "pbuilder\\-uml 1.2.3" "UmlMachine"
                .SH "NAME"
                pbuilder\\-uml \\- builds Debian packages""");
    }

    @Test
    void itHasEveryCommandAndEveryOption() {
        List<CommandSpec> specs = new ArrayList<>(List.of(command.getCommandSpec()));
        for (int i = 0; i < specs.size(); i++) {
            specs.get(i).subcommands().values().forEach(line -> specs.add(line.getCommandSpec()));
        }

        assertThat(specs).hasSizeGreaterThan(15).allSatisfy(spec -> {
            assertThat(page).contains(Roff.escape(spec.qualifiedName()));
            assertThat(spec.optionsMap().keySet())
                    .allSatisfy(option -> assertThat(page).contains(Roff.bold(option)));
        });
    }

    @Test
    void optionsThatSeveralCommandsShareAreToldOnce() {
        assertThat(page.split(Pattern.quote(Roff.bold("--uml-mem")), -1)).hasSize(2);
        assertThat(page).contains("These are options of create, update, build");
    }

    @Test
    void itListsTheExitCodes() {
        assertThat(page).contains(".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ndone\n");
    }

    @Property
    void noTextIsTakenForARequestOrAnEscape(@ForAll String text) {
        String escaped = Roff.escape(text);

        assertThat(escaped.lines()).noneMatch(line -> line.startsWith(".") || line.startsWith("'"));
        assertThat(escaped.replaceAll("\\\\(?:e|-|&|\\((?:aq|ga|ha|ti))", "")).doesNotContain("\\");
    }

    @Test
    void theCommandPrintsIt() {
        assertThat(run("generate-man")).startsWith(".TH ").contains(".SS \"image export\"");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("completion"), run("generate-completion"));

        assertThat(completions(script, "pbuilder-uml", "image", "ex")).containsExactly("export");
        assertThat(completions(script, "pbuilder-uml", "build", "--uml-m")).containsExactly("--uml-mem");
        assertThat(completions(script, "pbuilder-uml", "doctor", "--js")).containsExactly("--json");
    }

    /** What bash offers after these words. */
    private static List<String> completions(Path script, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "--norc", "-c", OFFERS, script.toString()));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line)
                // Outside of a completion, bash complains of what the script says about its own.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().map(String::strip).toList();
    }
}

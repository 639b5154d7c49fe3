package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Probe;
import io.umlmachine.Probe.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** How output looks on terminals and in pipes. */
class ScreenTest {

    private static final Screen NARROW = new Screen(Optional.of(60), true);
    private static final Probe FOUND =
            new Probe(Subject.KERNEL, true, Optional.of(Path.of("/usr/bin/linux.uml")), "6.1.176", "");
    private static final Probe NO_NETWORK = new Probe(
            Subject.SLIRP4NETNS,
            false,
            Optional.empty(),
            "not found in any of the many directories that were searched",
            "sudo apt-get install slirp4netns");
    private static final Probe NO_MEMORY =
            new Probe(Subject.MEMORY, false, Optional.empty(), "noexec", "sudo mount -o remount,exec /dev/shm");

    @Property
    void aFilledParagraphLosesNoWordAndBreaksBetweenThemOnly(
            @ForAll @CharRange(from = 'a', to = 'd') @CharRange(from = ' ', to = ' ') @StringLength(max = 200)
                    String text,
            @ForAll @IntRange(min = 5, max = 40) int width,
            @ForAll @IntRange(max = 4) int indent) {
        List<String> lines = Paragraph.fill("", text, width, indent);

        assertThat(String.join(" ", lines).strip().split(" +"))
                .isEqualTo(text.strip().split(" +"));
        assertThat(lines)
                .allSatisfy(line -> assertThat(
                                line.length() <= width || !line.strip().contains(" "))
                        .as(line)
                        .isTrue());
    }

    @Test
    void aParagraphKeepsItsOwnLinesAndIndents() {
        assertThat(Paragraph.fill("", "This host lacks:\n  linux.uml: not found", 20, 0))
                .containsExactly("This host lacks:", "  linux.uml: not", "  found");
    }

    @Test
    void aPipeGetsLinesThatAreNeverBrokenAndNoColours() {
        assertThat(new Doctor(List.of(FOUND, NO_NETWORK)).lines(Screen.plain()))
                .containsExactly(
                        "ok       linux.uml           /usr/bin/linux.uml  6.1.176",
                        "MISSING  slirp4netns         not found in any of the many directories that were searched",
                        "                             mend with: sudo apt-get install slirp4netns",
                        "",
                        "Machines can boot here; 1 of what networks and images need is missing.");
    }

    @Test
    void aTerminalGetsLinesThatFitAndColours() {
        List<String> lines = new Doctor(List.of(FOUND, NO_NETWORK)).lines(NARROW);

        assertThat(lines.get(0)).matches("\u001b\\[32mok\u001b\\[\\S*m {7}linux\\.uml.*");
        assertThat(lines)
                .filteredOn(line -> !line.contains("mend with"))
                .allSatisfy(line ->
                        assertThat(line.replaceAll("\u001b\\[[0-9;]*m", "")).hasSizeLessThan(60));
    }

    @Test
    void theDoctorTellsWhatIsVitalFromWhatIsNot() {
        assertThat(new Doctor(List.of(FOUND)).exitCode()).isZero();
        assertThat(new Doctor(List.of(FOUND, NO_NETWORK)).exitCode()).isEqualTo(ExitCodes.HOST);
        assertThat(new Doctor(List.of(NO_MEMORY, NO_NETWORK)).lines(Screen.plain()))
                .last()
                .isEqualTo("No machine can boot here: 1 of what every machine needs is missing.");
    }

    @Test
    void programsGetTheMend() {
        assertThat(new Doctor(List.of(NO_NETWORK)).json().get(0).getAsJsonObject())
                .satisfies(probe -> {
                    assertThat(probe.get("subject").getAsString()).isEqualTo("slirp4netns");
                    assertThat(probe.get("found").getAsBoolean()).isFalse();
                    assertThat(probe.get("forMachines").getAsBoolean()).isFalse();
                    assertThat(probe.get("mend").getAsString()).isEqualTo("sudo apt-get install slirp4netns");
                });
    }

    @Test
    void columnsAreAsWideAsWhatIsInThem() {
        Table table = new Table("A", "LONG");
        table.row("wide cell", "x");

        assertThat(table.lines(Screen.plain())).containsExactly("A          LONG", "wide cell  x");
    }

    @Test
    void columnsForWhichATerminalIsTooNarrowAreOnALineOfTheirOwn() {
        Table table = new Table("NAME", "SIZE", "PATH");
        table.row("a", "1M", "/a/path/of/some/length");

        assertThat(table.lines(new Screen(Optional.of(30), false)))
                .containsExactly("NAME  SIZE", "    PATH", "a     1M", "    /a/path/of/some/length");
    }
}

package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.GuestDiedException;
import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sources that mean harm, in real machines: each ends in its outcome, and nothing is left. {@link BuildIT} has those that
 * want a network and those that hang.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileSourceIT {

    @TempDir
    private Path directory;

    private Pbuilder pbuilder;

    @BeforeEach
    void configure() {
        pbuilder = Pbuilder.with(TestConfig.usual(directory).build());
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
        assertThat(directory.resolve("place")).isEmptyDirectory();
        assertThat(ProcessHandle.current()
                        .descendants()
                        .map(process -> process.info().command().orElse("")))
                .noneMatch(command -> command.endsWith("linux.uml"));
    }

    private BuildRequest hostile(String script) throws IOException {
        return BuildRequest.of(
                SourcePackage.of("hostile", "1").buildScript(script).write(directory.resolve("source")));
    }

    @Test
    void whoPrintsWithoutEndIsKilledAndTheLogIsBounded() throws IOException, InterruptedException {
        ByteSize limit = ByteSize.mebibytes(1);

        BuildResult result = pbuilder.build(hostile("yes all work and no play").logLimit(limit));

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.PrintedTooMuch.class,
                        much -> assertThat(much.limit()).isEqualTo(limit));
        assertThat(Files.size(result.log())).isLessThan(limit.bytes() + 64 * 1024);
    }

    @Test
    void whoFillsTheDiskIsKilled() throws IOException, InterruptedException {
        BuildResult result = pbuilder.build(hostile("cat /dev/zero >../waste").diskLimit(ByteSize.mebibytes(400)));

        assertThat(result.outcome()).isInstanceOf(Outcome.WroteTooMuch.class);
        assertThatThrownBy(result::orThrow).hasMessageContaining("400M of the host's disk");
    }

    @Test
    void whoWantsMoreMemoryThanThereIsIsToldSo() throws IOException, InterruptedException {
        Pbuilder poor = Pbuilder.with(
                pbuilder.config().toBuilder().memory(ByteSize.mebibytes(128)).build());

        BuildResult result = poor.build(hostile("perl -e '$all .= \"x\" x 1e6 while 1'"));

        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.RanOutOfMemory.class, much -> {
            assertThat(much.victim()).isEqualTo("perl");
            assertThat(much.memory()).isEqualTo(ByteSize.mebibytes(128));
        });
        assertThatThrownBy(result::orThrow).hasMessageContaining("128M").hasMessageContaining("UML_MEM");
    }

    @Test
    void aForkBombEndsWithTheTimeLimit() throws IOException, InterruptedException {
        BuildRequest bomb =
                hostile("bomb() { bomb | bomb & }; bomb; sleep 1000").timeout(Duration.ofSeconds(15));
        Outcome outcome;
        try {
            outcome = pbuilder.build(bomb).outcome();
        } catch (GuestDiedException e) {
            // A guest that runs out of memory may take its init with it, which is told as what it is.
            return;
        }
        assertThat(outcome).isInstanceOfAny(Outcome.TimedOut.class, Outcome.RanOutOfMemory.class, Outcome.Failed.class);
    }

    @Test
    void whoCallsItsFilesOddlyLeavesNoResults() throws IOException {
        // Their names go into .changes by way of debian/files, which the sources' own tools trust.
        BuildRequest request = hostile("""
                printf '../../outside_1_all.deb misc optional\\n' >debian/files
                : >../../outside_1_all.deb 2>/dev/null || :
                mkdir -p ../deb; : >"../deb/a b"; : >"../$(printf 'x\\ny').changes"
                """);

        assertThatThrownBy(() -> pbuilder.build(request).orThrow()).isInstanceOf(BuildException.class);
        assertThat(directory).isDirectoryNotContaining("glob:**outside*");
        assertThat(directory.resolve("results")).isDirectoryNotContaining("glob:**.deb");
    }
}

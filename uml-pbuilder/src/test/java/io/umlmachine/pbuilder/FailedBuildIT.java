package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.ExitStatus;
import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.Proves;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failed build that is kept, in real machines. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FailedBuildIT {

    @TempDir
    private Path directory;

    private Pbuilder pbuilder() {
        return Pbuilder.with(TestConfig.usual(directory)
                .keepFailed(true)
                .additionalResults("clues")
                .build());
    }

    private record Typed(ExitStatus status, String screen) {}

    private Typed login(FailedBuild build, String keys) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExitStatus status = pbuilder()
                .login(
                        build,
                        Terminal.of(
                                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                                out,
                                () -> new TerminalSize(100, 30),
                                "vt100"));
        return new Typed(status, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    @Proves({"PRESERVE_BUILDPLACE", "ADDITIONAL_BUILDRESULTS", "results on failure"})
    void aFailedBuildIsKeptUntilItIsDropped() throws IOException, InterruptedException {
        Path dsc = SourcePackage.of("broken", "1:2")
                .buildScript("echo clue-$((6 * 7)) >left-behind; cp left-behind ../clues; exit 3")
                .write(directory.resolve("source"));
        List<BuildEvent> events = new ArrayList<>();

        BuildResult result = pbuilder().build(BuildRequest.of(dsc).onEvent(events::add));

        assertThat(result.additional()).containsExactly(directory.resolve("results/clues"));
        assertThat(directory.resolve("results/clues")).hasContent("clue-42");
        FailedBuild kept = result.kept().orElseThrow();
        assertThat(events).endsWith(new BuildEvent.Kept(kept));
        assertThat(kept.id()).startsWith("broken_2_");
        assertThat(kept.version()).isEqualTo("1:2");
        assertThat(kept.log()).isEqualTo(result.log());
        assertThat(kept.size()).isBetween(ByteSize.kibibytes(100), ByteSize.gibibytes(1));

        // Another program, whose builds sweep the same place, finds it.
        assertThat(pbuilder().failedBuilds()).containsExactly(kept);
        Typed first = login(kept, "cat left-behind; touch seen; exit 5\n");
        assertThat(first.status()).isEqualTo(ExitStatus.exited(5));
        assertThat(first.screen()).contains("clue-42");
        assertThat(login(kept, "test -e seen && exit 6\n").status()).isEqualTo(ExitStatus.exited(6));
        assertThat(pbuilder().failedBuilds()).extracting(FailedBuild::id).containsExactly(kept.id());

        pbuilder().drop(kept);
        assertThat(pbuilder().failedBuilds()).isEmpty();
        assertThat(kept.directory()).doesNotExist();
        assertThat(UmlMachines.live()).isEmpty();
    }
}

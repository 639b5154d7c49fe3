package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    private Path directory;

    private PbuilderConfig config(String place) {
        return PbuilderConfig.builder().buildPlace(directory.resolve(place)).build();
    }

    @Test
    @Proves("BUILDPLACE")
    void closingItRemovesAllThatBelongsToIt() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        try (Workspace workspace = Workspace.open(config("new/place"))) {
            Files.createFile(workspace.overlay());
            Files.createFile(workspace.directory("source").resolve("file"));
            Path staging = workspace.directoryIn(elsewhere, "");
            assertThat(staging).doesNotExist();
            Files.createFile(Files.createDirectory(staging).resolve("file"));
        }
        assertThat(directory.resolve("new/place")).isEmptyDirectory();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void sweepingTouchesNeitherWhatRunsNorWhatIsKept() throws IOException {
        Path kept = Files.createDirectories(directory.resolve("place/failed/some-build"));
        try (Workspace workspace = Workspace.open(config("place"))) {
            assertThat(Workspace.sweep(config("place"))).isZero();
            assertThat(workspace.overlay().getParent()).exists();
        }
        assertThat(Workspace.sweep(config("place"))).isZero();
        assertThat(Workspace.sweep(config("nowhere"))).isZero();
        assertThat(kept).exists();
    }

    @Test
    @Proves("BUILDPLACE")
    void aPlaceThatCannotBeWrittenIsNamedWithItsOrigin() throws IOException {
        Files.createFile(directory.resolve("file"));
        PbuilderConfig config = config("file/place");
        assertThatThrownBy(() -> Workspace.open(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("set by the program: BUILDPLACE=")
                .hasMessageContaining("name a directory of yours");
    }
}

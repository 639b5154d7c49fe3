package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.SourcePackage;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedSourceTest {

    @TempDir
    private Path directory;

    private Path stage;

    @BeforeEach
    void makeTheStage() throws IOException {
        stage = Files.createDirectory(directory.resolve("stage"));
    }

    @Test
    void theCopyIsWholeAndNamedAsItsContentSays() throws IOException {
        Path dsc = SourcePackage.of("thing", "1:2.0-3").write(directory);
        Path renamed = Files.move(dsc, directory.resolve("downloaded"));
        StagedSource staged = StagedSource.stage(Dsc.read(renamed), stage, List.of());
        assertThat(staged.dsc().file()).isEqualTo(stage.resolve("thing_2.0-3.dsc"));
        staged.dsc().verify();
        assertThat(stage).isDirectoryContaining("glob:**/thing_2.0-3.tar.gz");
        assertThat(staged.unpacked()).isEqualTo("/build/thing-2.0");
    }

    @Test
    void aPartMayBeALink() throws IOException {
        Path dsc = SourcePackage.of("thing", "1").write(directory);
        Path part = directory.resolve("thing_1.tar.gz");
        Files.createSymbolicLink(part, Files.move(part, directory.resolve("pool")));
        StagedSource.stage(Dsc.read(dsc), stage, List.of()).dsc().verify();
    }

    @Test
    void allThatIsWrongIsTold() throws IOException {
        Dsc dsc = Dsc.read(SourcePackage.of("thing", "1").write(directory));
        Files.delete(directory.resolve("thing_1.tar.gz"));
        assertThatThrownBy(() -> StagedSource.stage(dsc, stage, List.of()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(dsc.file().toString())
                .hasMessageContaining("thing_1.tar.gz is missing");
    }

    @Test
    @Proves("--signed-by")
    void theRightSignatureIsAskedFor() throws IOException {
        Path file = SourcePackage.of("thing", "1").write(directory);
        SigningKey key = SigningKey.generate();
        Path keyring = key.write(directory.resolve("key.gpg"), 0, false);
        Path other = SigningKey.generate().write(directory.resolve("other.asc"), 0, true);
        Dsc unsigned = Dsc.read(file);
        assertThatThrownBy(() -> StagedSource.stage(unsigned, stage, List.of(keyring)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("not signed as it must be");

        Files.write(file, key.sign(Files.readString(file)));
        Dsc signed = Dsc.read(file);
        Path second = Files.createDirectory(directory.resolve("second"));
        assertThatThrownBy(() -> StagedSource.stage(signed, second, List.of(other)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no trusted key");
        Path third = Files.createDirectory(directory.resolve("third"));
        assertThat(StagedSource.stage(signed, third, List.of(other, keyring))
                        .dsc()
                        .parts())
                .isEqualTo(unsigned.parts());

        Files.writeString(
                file, Files.readString(file).replace("optional", "required").replace("4.6.2", "4.6.3"));
        Path fourth = Files.createDirectory(directory.resolve("fourth"));
        assertThatThrownBy(() -> StagedSource.stage(signed, fourth, List.of(keyring)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("somebody has changed it");
    }
}

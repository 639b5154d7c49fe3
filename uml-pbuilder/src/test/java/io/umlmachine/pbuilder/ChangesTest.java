package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path changes() throws IOException {
        StringBuilder sums = new StringBuilder("Checksums-Sha256:\n");
        StringBuilder files = new StringBuilder("Files:\n");
        for (String name : new String[] {"a_1_amd64.deb", "b_1_all.udeb", "a_1_amd64.buildinfo"}) {
            Files.write(directory.resolve(name), CONTENT);
            sums.append(" " + SourcePackage.digest("SHA-256", CONTENT) + " 7 " + name + "\n");
            files.append(" " + SourcePackage.digest("MD5", CONTENT) + " 7 misc optional " + name + "\n");
        }
        return Files.writeString(
                directory.resolve("a_1_amd64.changes"),
                "Format: 1.8\nSource: a1 (1)\nArchitecture: source amd64 all\nVersion: 1+b1\nDescription:\n x - y\n"
                        + sums + files);
    }

    @Test
    void readsWhatWasBuilt() throws IOException {
        Changes changes = Changes.read(changes());
        assertThat(changes.source()).isEqualTo("a1");
        assertThat(changes.version()).isEqualTo("1+b1");
        assertThat(changes.architectures()).containsExactly("source", "amd64", "all");
        assertThat(changes.files("deb"))
                .containsExactly(directory.resolve("a_1_amd64.deb"), directory.resolve("b_1_all.udeb"));
        assertThatCode(changes::verify).doesNotThrowAnyException();
    }

    @Test
    void aFileThatDiffersIsFound() throws IOException {
        Changes changes = Changes.read(changes());
        Files.writeString(directory.resolve("a_1_amd64.deb"), "CONTENT");
        assertThatThrownBy(changes::verify)
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("a_1_amd64.deb has the SHA-256 digest");
    }

    @Test
    void aLinkThatTheGuestMadeIsNotFollowed() throws IOException {
        Changes changes = Changes.read(changes());
        Path original = Files.write(directory.resolve("elsewhere"), CONTENT);
        Files.delete(directory.resolve("a_1_amd64.deb"));
        Files.createSymbolicLink(directory.resolve("a_1_amd64.deb"), original);
        assertThatThrownBy(changes::verify).isInstanceOf(ResultException.class).hasMessageContaining("is no file");
    }

    @Test
    void aMissingFileIsAResultException() {
        assertThatThrownBy(() -> Changes.read(directory.resolve("none.changes")))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("none.changes");
    }
}

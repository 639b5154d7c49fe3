package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DscTest {

    @TempDir
    private Path directory;

    private Path source() throws IOException {
        return SourcePackage.of("thing", "1:2.0").write(directory);
    }

    private Path edited(String what, String with) throws IOException {
        Path file = source();
        String text = Files.readString(file);
        assertThat(text).contains(what);
        return Files.writeString(file, text.replace(what, with));
    }

    @Test
    void readsNameVersionFormatAndParts() throws IOException {
        Dsc dsc = Dsc.read(source());
        assertThat(dsc.source()).isEqualTo("thing");
        assertThat(dsc.version()).isEqualTo("1:2.0");
        assertThat(dsc.format()).isEqualTo("3.0 (native)");
        assertThat(dsc.parts()).singleElement().satisfies(part -> {
            assertThat(part.name()).isEqualTo("thing_2.0.tar.gz");
            assertThat(part.size()).isEqualTo(Files.size(directory.resolve(part.name())));
        });
        assertThatCode(dsc::verify).doesNotThrowAnyException();
    }

    @Test
    void aSignatureAroundItIsTolerated() throws IOException {
        Path file = source();
        Dsc plain = Dsc.read(file);
        Files.writeString(
                file,
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + Files.readString(file)
                        + "\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n");
        assertThat(Dsc.read(file)).isEqualTo(plain);
    }

    @Test
    void halfASignatureIsRefused() throws IOException {
        Path file = source();
        Files.writeString(file, "-----BEGIN PGP SIGNED MESSAGE-----\n\n" + Files.readString(file));
        assertThatThrownBy(() -> Dsc.read(file))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("not whole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Checksums-Sha256 | Checksums-Sha1   | Checksums-Sha256 is missing",
                "Source: thing    | Source: ../thing | no name of a source package",
                "Source: thing    | Origin: thing    | Source is missing",
                "Version: 1:2.0   | Version: 1/2     | no version",
                "Format           | Formal           | Format is missing",
                "Files:           | Other:           | different files",
                "thing_2.0.tar.gz | ../x.tar.gz      | no plain file name",
                "thing_2.0.tar.gz | .x.tar.gz        | no plain file name",
                "Binary: thing    | Source: thing    | twice",
            })
    void whatCannotBeTrustedIsRefused(String what, String with, String message) throws IOException {
        Path file = edited(what, with);
        assertThatThrownBy(() -> Dsc.read(file))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileIsASourceException() {
        assertThatThrownBy(() -> Dsc.read(directory.resolve("none.dsc")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("none.dsc");
    }

    @Test
    void aChangedPartIsFound() throws IOException {
        Dsc dsc = Dsc.read(source());
        Path part = directory.resolve("thing_2.0.tar.gz");
        byte[] content = Files.readAllBytes(part);
        content[content.length / 2] ^= 1;
        Files.write(part, content);
        assertThatThrownBy(dsc::verify).isInstanceOf(SourceException.class).hasMessageContaining("SHA-256");
        Files.write(part, new byte[] {1, 2, 3});
        assertThatThrownBy(dsc::verify).isInstanceOf(SourceException.class).hasMessageContaining("has 3 bytes");
        Files.delete(part);
        assertThatThrownBy(dsc::verify).isInstanceOf(SourceException.class).hasMessageContaining("is missing");
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("texts") String text) throws IOException {
        Path file = Files.createTempFile("any", ".dsc");
        try {
            Files.writeString(file, text);
            Dsc dsc = Dsc.read(file);
            assertThat(dsc.parts()).isNotEmpty().allMatch(part -> part.name().indexOf('/') < 0);
        } catch (SourceException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "Source: a1\n",
                        "Version: 1\n",
                        "Format: 1.0\n",
                        "Checksums-Sha256:\n",
                        "Files:\n",
                        " " + "0".repeat(64) + " 1 a\n",
                        " " + "0".repeat(32) + " 1 a\n",
                        " " + "f".repeat(64) + " 1 ../a\n",
                        " x\n",
                        "\n",
                        "#c\n",
                        "-----BEGIN PGP SIGNED MESSAGE-----\n",
                        "-----BEGIN PGP SIGNATURE-----\n",
                        "\0",
                        "é:",
                        ":",
                        "x")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }
}

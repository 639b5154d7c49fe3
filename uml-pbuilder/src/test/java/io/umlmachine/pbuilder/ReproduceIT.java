package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.DebDifference.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds sources several times in real machines. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ReproduceIT {

    /** Directories have an order, in which tar(1) takes what is in them. */
    private static final String MANY_FILES = "mkdir -p many; for i in $(seq 40); do touch many/$i; done\n";

    @TempDir
    private Path directory;

    private Pbuilder pbuilder;

    @BeforeEach
    void configure() {
        pbuilder = Pbuilder.with(TestConfig.trusting(directory).build());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(UmlMachines.live()).isEmpty();
        try (Stream<Path> files = Files.list(directory.resolve("place"))) {
            assertThat(files).isEmpty();
        }
    }

    private BuildRequest request(SourcePackage source) throws IOException {
        return BuildRequest.of(source.write(directory.resolve("source")));
    }

    @Test
    void aSourceThatHeedsNothingIsReproducible() throws IOException, InterruptedException {
        SourcePackage source = SourcePackage.of("steady", "1")
                .buildScript(MANY_FILES)
                .installScript(
                        "ls many | sort >debian/tmp/usr/share/test/files; chmod 644 debian/tmp/usr/share/test/*; "
                                + "find debian/tmp -type d -exec chmod 755 '{}' +");

        Reproduction reproduction = pbuilder.reproduce(request(source), 2);

        assertThat(reproduction.comparisons())
                .allSatisfy(comparison -> assertThat(comparison.differences()).isEmpty());
        assertThat(reproduction.reproducible()).isTrue();
        assertThat(reproduction.attempts()).hasSize(2);
        assertThat(reproduction.comparisons())
                .extracting(Reproduction.Comparison::file)
                .containsExactly("steady_1_amd64.deb");
        assertThat(directory.resolve("results/steady_1.reproduce/2/steady_1_amd64.deb"))
                .exists();
    }

    @Test
    void whateverASourceHeedsIsTold() throws IOException, InterruptedException {
        SourcePackage source =
                SourcePackage.of("fickle", "1").buildScript(MANY_FILES + """
                        mkdir facts
                        hostname >facts/hostname
                        date +%Y >facts/year
                        id -un >facts/user
                        id -u >facts/uid
                        umask >facts/umask
                        echo "$LC_ALL" >facts/locale
                        date +%z >facts/zone
                        echo "$DEB_BUILD_OPTIONS" >facts/options
                        find many -type f >facts/order
                        pwd >facts/path
                        """).installScript("""
                        cp facts/* debian/tmp/usr/share/test/
                        chmod 600 debian/tmp/usr/share/test/year
                        if test "$(cat facts/umask)" = 0002; then rm debian/tmp/usr/share/test/uid; fi
                        """);

        Reproduction reproduction = pbuilder.reproduce(
                request(source), List.of(Variation.none(), Variation.number(1).pathSuffix("-elsewhere")));

        assertThat(reproduction.built()).isTrue();
        assertThat(reproduction.reproducible()).isFalse();
        List<DebDifference> differences = reproduction.comparisons().get(0).differences();
        assertThat(differences)
                .filteredOn(difference -> difference.part() == Part.CONTENT)
                .extracting(difference -> difference.path().replaceFirst(".*/", ""))
                .contains("hostname", "year", "user", "umask", "locale", "zone", "options", "order", "path");
        assertThat(differences)
                .contains(
                        content("hostname", "clean-room", "varied1"),
                        content("umask", "0022", "0002"),
                        content("user", "pbuilder", "builder1"),
                        content("path", "/build/fickle-1", "/build/fickle-1-elsewhere"),
                        new DebDifference("data.tar.xz", "./usr/share/test/uid", Part.PRESENCE, "there", ""))
                .anyMatch(difference -> difference.part() == Part.MODE);
        assertThat(reproduction.toJson()).contains("\"reproducible\": false", "builder1");
    }

    private static DebDifference content(String file, String first, String second) {
        return new DebDifference(
                "data.tar.xz", "./usr/share/test/" + file, Part.CONTENT, "line 1: " + first, "line 1: " + second);
    }
}

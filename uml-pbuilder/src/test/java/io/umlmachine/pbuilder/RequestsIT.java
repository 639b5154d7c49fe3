package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.UmlMachines;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked for of a build, in real machines; much at once, for each machine costs its time. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RequestsIT {

    @TempDir
    private Path directory;

    private PbuilderConfig config;

    @BeforeEach
    void configure() {
        config = PbuilderConfig.builder()
                .buildPlace(directory.resolve("place"))
                .buildResult(directory.resolve("results"))
                .build();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
        assertThat(directory.resolve("place")).isEmptyDirectory();
    }

    @Test
    @Proves({
        "DEB_BUILD_PROFILES",
        "TWICE",
        "SOURCE_ONLY_CHANGES",
        "ADDITIONAL_BUILDRESULTS",
        "--signed-by",
        "--add-package",
        "--inputfile"
    })
    void allThatIsAskedForIsDone() throws IOException, InterruptedException {
        SigningKey key = SigningKey.generate();
        Path dsc = SourcePackage.of("wish", "1")
                .buildDepends("no-such-thing <!pkg.wish.mine>")
                .buildScript("""
                        hello
                        cat ../given.txt
                        echo "profiles $DEB_BUILD_PROFILES"
                        echo more >../notes.log
                        mkdir -p ../reports && echo yes >../reports/coverage
                        ln -sf /etc/passwd ../reports/leads-away
                        ln -sf /etc/passwd ../linked.log
                        : >"../odd
                        name.log"
                        """)
                .write(directory.resolve("source"));
        Files.write(dsc, key.sign(Files.readString(dsc)));
        Path given = Files.writeString(directory.resolve("given.txt"), "given by the host\n");
        Pbuilder pbuilder = Pbuilder.with(config.toBuilder()
                .profiles("pkg.wish.mine")
                .twice(true)
                .sourceOnlyChanges(true)
                .additionalResults("*.log", "reports", "nothing*")
                .build());

        BuildResult result = pbuilder.build(BuildRequest.of(dsc)
                        .signedBy(List.of(key.write(directory.resolve("key.gpg"), 0, false)))
                        .extraPackages(List.of("hello"))
                        .inputFiles(List.of(given)))
                .orThrow();

        assertThat(Files.readAllLines(result.log()))
                .contains("Hello, world!", "given by the host", "profiles pkg.wish.mine")
                .contains("No additional result: nothing*")
                .filteredOn("$ dpkg-buildpackage -us -uc -Ppkg.wish.mine"::equals)
                .hasSize(2);
        assertThat(result.changes().orElseThrow().architectures()).contains("source", "amd64");
        Changes source = result.sourceChanges().orElseThrow();
        source.verify();
        assertThat(source.architectures()).containsExactly("source");
        Path results = directory.resolve("results");
        assertThat(result.additional()).containsExactly(results.resolve("notes.log"), results.resolve("reports"));
        assertThat(results.resolve("notes.log")).hasContent("more");
        assertThat(results.resolve("reports")).isDirectoryNotContaining("glob:**leads-away");
        assertThat(results.resolve("reports/coverage")).hasContent("yes");
    }

    @Test
    @Proves({"--bin-nmu", "--bin-nmu-version"})
    void aBinaryOnlyUploadHasItsVersionAndItsEntry() throws IOException, InterruptedException {
        Path dsc = SourcePackage.of("again", "1:2-1")
                .file("debian/source/options", "")
                .write(directory.resolve("source"));
        BinaryNmu upload =
                new BinaryNmu(3, "Rebuild.", Optional.of("A Test <test@mirror.example>"), Optional.of(Instant.EPOCH));

        BuildResult result = Pbuilder.with(config)
                .build(BuildRequest.of(dsc).binaryNmu(upload))
                .orThrow();

        Changes changes = result.changes().orElseThrow();
        assertThat(changes.version()).isEqualTo("1:2-1+b3");
        assertThat(changes.architectures()).containsExactly("amd64");
        assertThat(changes.file()).content().contains("Binary-Only: yes").contains("Rebuild.");
        assertThat(result.debs()).singleElement().asString().endsWith("again_2-1+b3_amd64.deb");
    }

    @Test
    @Proves("debuild")
    void aTreeWithItsUpstreamSourceBecomesASourcePackage() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Path debian = Files.createDirectories(tree.resolve("debian/source")).getParent();
        Files.writeString(debian.resolve("source/format"), "3.0 (quilt)\n");
        Files.writeString(
                debian.resolve("control"),
                "Source: grown\nMaintainer: Nobody <nobody@mirror.example>\nStandards-Version: 4.6.2\n\n"
                        + "Package: grown\nArchitecture: all\nDescription: a test\n It tests.\n");
        Files.writeString(
                debian.resolve("changelog"),
                "grown (3-2) unstable; urgency=low\n\n  * A test.\n\n"
                        + " -- Nobody <nobody@mirror.example>  Sat, 01 Jan 2022 00:00:00 +0000\n");
        Files.writeString(tree.resolve("upstream.c"), "int main;\n");
        Path native1 =
                SourcePackage.of("grown", "3").file("upstream.c", "int main;\n").write(directory.resolve("up"));
        Files.copy(native1.resolveSibling("grown_3.tar.gz"), directory.resolve("grown_3.orig.tar.gz"));
        Pbuilder pbuilder = Pbuilder.with(config);

        Dsc dsc = pbuilder.packSource(tree, directory.resolve("packed"));

        assertThat(dsc.format()).isEqualTo("3.0 (quilt)");
        assertThat(dsc.version()).isEqualTo("3-2");
        assertThat(dsc.parts())
                .extracting(FileEntry::name)
                .containsExactlyInAnyOrder("grown_3.orig.tar.gz", "grown_3-2.debian.tar.xz");
        assertThat(directory.resolve("packed")).isDirectoryNotContaining("glob:**.umlmachine*");
        assertThatThrownBy(() -> pbuilder.packSource(debian, directory.resolve("packed")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no debian/changelog");
    }
}

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
        config = TestConfig.trusting(directory).build();
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
        "--inputfile",
        "OTHERMIRROR",
        "APTKEYRINGS",
        "APTCONFDIR",
        "USENETWORK",
        "DEBBUILDOPTS",
        "DEB_BUILD_OPTIONS",
        "UML_MEM",
        "UML_MOUNT_TMPFS",
        "--logfile"
    })
    void allThatIsAskedForIsDone() throws IOException, InterruptedException {
        SigningKey key = SigningKey.generate();
        LocalArchive archive = LocalArchive.start(directory.resolve("archive"));
        archive.add("local-tool", "1", "from the other repository");
        Path aptConf = Files.createDirectories(directory.resolve("apt/apt.conf.d"));
        Files.writeString(aptConf.resolve("90wish"), "Wish::Of \"the host\";\n");
        Path dsc = SourcePackage.of("wish", "1")
                .buildDepends("no-such-thing <!pkg.wish.mine>, local-tool")
                .buildScript("""
                        hello
                        local-tool
                        apt-config dump Wish::Of
                        echo "memory $(($(sed -n 's/MemTotal: *//p' /proc/meminfo | cut -d ' ' -f 1) / 102400))"
                        echo "routes $(grep -c '^[ev]' /proc/net/route)"
                        echo "temporary $(stat -f -c %T /tmp)"
                        echo "options $DEB_BUILD_OPTIONS"
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
                .set(ConfigKey.OTHERMIRROR, archive.source())
                .set(ConfigKey.APTKEYRINGS, archive.keyringFile().toString())
                .set(ConfigKey.APTCONFDIR, aptConf.getParent().toString())
                .set(ConfigKey.USENETWORK, "yes")
                .set(ConfigKey.DEBBUILDOPTS, "-sa '-mA B <a@mirror.example>'")
                .set(ConfigKey.DEB_BUILD_OPTIONS, "nocheck parallel=2")
                .set(ConfigKey.UML_MEM, "384M")
                .set(ConfigKey.UML_MOUNT_TMPFS, "no")
                .build());

        BuildResult result = pbuilder.build(BuildRequest.of(dsc)
                        .signedBy(List.of(key.write(directory.resolve("key.gpg"), 0, false)))
                        .extraPackages(List.of("hello"))
                        .inputFiles(List.of(given))
                        .log(directory.resolve("the log")))
                .orThrow();
        archive.close();

        assertThat(result.log()).isEqualTo(directory.resolve("the log"));
        assertThat(Files.readAllLines(result.log()))
                .contains("Hello, world!", "given by the host", "profiles pkg.wish.mine")
                .contains("from the other repository", "Wish::Of \"the host\";")
                // In hundreds of megabytes, of which the kernel takes some.
                .contains("memory 3", "options nocheck parallel=2")
                .contains("No additional result: nothing*")
                .anyMatch(line -> line.matches("routes [1-9].*"))
                .noneMatch("temporary tmpfs"::equals)
                .filteredOn(line -> line.startsWith("$ dpkg-buildpackage -us -uc -Ppkg.wish.mine -sa '-mA B"))
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
    @Proves({"--bin-nmu", "--bin-nmu-version", "--bin-nmu-timestamp", "BINNMU_MAINTAINER"})
    void aBinaryOnlyUploadHasItsVersionAndItsEntry() throws IOException, InterruptedException {
        Path dsc = SourcePackage.of("again", "1:2-1")
                .file("debian/source/options", "")
                .write(directory.resolve("source"));
        BinaryNmu upload = new BinaryNmu(3, "Rebuild.", Optional.empty(), Optional.of(Instant.EPOCH));

        BuildResult result = Pbuilder.with(config.toBuilder()
                        .set(ConfigKey.BINNMU_MAINTAINER, "A Test <test@mirror.example>")
                        .build())
                .build(BuildRequest.of(dsc).binaryNmu(upload))
                .orThrow();

        Changes changes = result.changes().orElseThrow();
        assertThat(changes.version()).isEqualTo("1:2-1+b3");
        assertThat(changes.architectures()).containsExactly("amd64");
        assertThat(changes.file())
                .content()
                .contains("Binary-Only: yes")
                .contains("Rebuild.")
                .contains("Changed-By: A Test <test@mirror.example>")
                .contains("Date: Thu, 01 Jan 1970 00:00:00 +0000");
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

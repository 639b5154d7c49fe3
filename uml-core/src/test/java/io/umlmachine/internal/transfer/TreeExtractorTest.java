package io.umlmachine.internal.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives from a hostile guest can do. */
class TreeExtractorTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name());

    @TempDir
    private Path temporary;

    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        target = Files.createDirectory(temporary.resolve("in")).resolve("target");
    }

    private void file(String name, String content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length());
        tar.putArchiveEntry(entry);
        tar.write(content.getBytes(UTF_8));
        tar.closeArchiveEntry();
    }

    private void link(String name, byte type, String to) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(to);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void directory(String name) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
        tar.closeArchiveEntry();
    }

    private void extract() throws IOException {
        tar.close();
        Path archive = temporary.resolve("archive");
        Files.write(archive, bytes.toByteArray());
        TreeExtractor.extract(archive, Files.size(archive), "t", target);
    }

    private void assertNothingOutside() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            assertThat(all.filter(path -> !path.startsWith(target)))
                    .containsExactlyInAnyOrder(temporary, temporary.resolve("in"), temporary.resolve("archive"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/t/x", "../x", "t/../../x", "t/a/../../../x", "other/x", "tt", "t/..", "./../t"})
    void entriesFromElsewhereAreErrors(String name) throws IOException {
        directory("t");
        directory("t/a");
        file(name, "evil");
        assertThatThrownBy(this::extract).isInstanceOf(IOException.class);
        assertNothingOutside();
    }

    @Test
    void aLinkOutIsKeptButNotFollowed() throws IOException {
        directory("t");
        link("t/out", TarConstants.LF_SYMLINK, "../..");
        file("t/out/evil", "evil");
        assertThatThrownBy(this::extract).isInstanceOf(IOException.class).hasMessageContaining("no directory");
        assertThat(Files.isSymbolicLink(target.resolve("out"))).isTrue();
        assertNothingOutside();
    }

    @Test
    void aFileInPlaceOfALinkReplacesTheLink() throws IOException {
        Path outside = Files.writeString(temporary.resolve("in/precious"), "precious");
        directory("t");
        link("t/x", TarConstants.LF_SYMLINK, "../precious");
        file("t/x", "new");
        extract();
        assertThat(target.resolve("x")).hasContent("new");
        assertThat(outside).hasContent("precious");
    }

    @Test
    void aTargetThatIsALinkIsReplacedNotFollowed() throws IOException {
        Path outside = Files.writeString(temporary.resolve("in/precious"), "precious");
        Files.createSymbolicLink(target, outside);
        file("t", "new");
        extract();
        assertThat(target).hasContent("new");
        assertThat(outside).hasContent("precious");
    }

    @Test
    void hardLinksReachFilesOfTheTreeOnly() throws IOException {
        directory("t");
        file("t/a", "content");
        link("t/b", TarConstants.LF_LINK, "t/a");
        link("t/c", TarConstants.LF_LINK, "../../archive");
        assertThatThrownBy(this::extract).isInstanceOf(IOException.class);
        assertThat(target.resolve("b")).hasContent("content");
        assertNothingOutside();
    }

    @Test
    void devicesAndPipesAreLeftOut() throws IOException {
        directory("t");
        link("t/null", TarConstants.LF_CHR, "");
        link("t/disk", TarConstants.LF_BLK, "");
        link("t/pipe", TarConstants.LF_FIFO, "");
        file("t/file", "x");
        extract();
        assertThat(target.toFile().list()).containsExactly("file");
    }

    @Test
    void modesComeWithoutSetuidAndDirectoriesCanBeRemoved() throws IOException {
        directory("t");
        TarArchiveEntry locked = new TarArchiveEntry("t/locked/");
        locked.setMode(0);
        tar.putArchiveEntry(locked);
        tar.closeArchiveEntry();
        file("t/locked/file", "x");
        TarArchiveEntry suid = new TarArchiveEntry("t/suid", true);
        suid.setMode(04755);
        suid.setSize(0);
        tar.putArchiveEntry(suid);
        tar.closeArchiveEntry();
        extract();
        assertThat(target.resolve("locked/file")).exists();
        assertThat((Integer) Files.getAttribute(target.resolve("suid"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    @Property(tries = 300)
    void aDamagedArchiveIsAnErrorAndWritesNothingOutside(@ForAll @IntRange(max = 4000) int at, @ForAll byte value)
            throws IOException {
        Path root = Files.createTempDirectory("extractor");
        try {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(whole, UTF_8.name())) {
                out.putArchiveEntry(new TarArchiveEntry("t/"));
                out.closeArchiveEntry();
                TarArchiveEntry entry = new TarArchiveEntry("t/file", true);
                entry.setSize(1000);
                out.putArchiveEntry(entry);
                out.write(new byte[1000]);
                out.closeArchiveEntry();
            }
            byte[] damaged = whole.toByteArray();
            damaged[at % damaged.length] = value;
            Path archive = Files.write(root.resolve("archive"), damaged);
            try {
                TreeExtractor.extract(archive, Files.size(archive), "t", root.resolve("target"));
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
            assertThat(root.toFile().list()).containsAnyOf("archive").isSubsetOf("archive", "target");
        } finally {
            io.umlmachine.internal.host.FileTrees.remove(root);
        }
    }
}

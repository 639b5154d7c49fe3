package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.TinyDeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebContentsTest {

    private static final String CONTROL = "Package: tiny\n";

    @TempDir
    private Path temporary;

    /** Writes what is in a tar archive. */
    private interface Entries {
        void writeTo(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            entries.writeTo(tar);
        }
        return TinyDeb.xz(bytes.toByteArray());
    }

    private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private Path deb(byte[] data) throws IOException {
        Path deb = temporary.resolve("tiny.deb");
        try (OutputStream out = Files.newOutputStream(deb);
                ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            put(
                    ar,
                    "control.tar.xz",
                    tar(tar ->
                            add(tar, new TarArchiveEntry("./control"), CONTROL.getBytes(StandardCharsets.US_ASCII))));
            put(ar, "data.tar.xz", data);
        }
        return deb;
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }

    @Test
    void aPackageTellsItsControlFileAndItsFiles() throws IOException {
        DebContents contents = DebContents.read(deb(tar(tar -> {
            tar.putArchiveEntry(new TarArchiveEntry("./usr/"));
            tar.closeArchiveEntry();
            add(tar, new TarArchiveEntry("./usr/tiny"), new byte[700]);
            TarArchiveEntry link = new TarArchiveEntry("./usr/link", TarConstants.LF_SYMLINK);
            link.setLinkName("tiny");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        })));

        assertThat(contents.control()).isEqualTo(CONTROL);
        assertThat(contents.whole()).isTrue();
        assertThat(contents.entries())
                .extracting(entry ->
                        entry.path() + " " + entry.size() + " " + entry.link().orElse(""))
                .containsExactly("/usr/tiny 700 ", "/usr/link 0 tiny");
    }

    @Test
    void aNameThatNeverEndsFillsNoMemory() throws IOException {
        Path deb = deb(tar(tar ->
                add(tar, new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME), new byte[8 << 20])));

        assertThatThrownBy(() -> DebContents.read(deb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than makes sense");
    }

    @Test
    void aPackageWithoutAControlFileIsNone() throws IOException {
        Path deb = Files.write(temporary.resolve("a.deb"), TinyDeb.of(Map.of("./a", new byte[1])));

        assertThatThrownBy(() -> DebContents.read(deb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("control");
    }

    @Property(tries = 200)
    void anythingElseIsAnIoException(@ForAll @Size(max = 3000) byte[] tail) throws IOException {
        Path file = Files.createTempFile("uml-deb", ".deb");
        try {
            byte[] head = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
            byte[] bytes = new byte[head.length + tail.length];
            System.arraycopy(head, 0, bytes, 0, head.length);
            System.arraycopy(tail, 0, bytes, head.length, tail.length);
            Files.write(file, bytes);
            assertThatThrownBy(() -> DebContents.read(file)).isInstanceOf(IOException.class);
        } finally {
            Files.delete(file);
        }
    }
}

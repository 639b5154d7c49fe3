package io.umlmachine.pbuilder.internal.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.pbuilder.DebDifference;
import io.umlmachine.pbuilder.DebDifference.Part;
import io.umlmachine.pbuilder.ResultException;
import io.umlmachine.testing.TinyDeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebComparisonTest {

    @TempDir
    private Path directory;

    private int made;

    /** A file in a data member, which can be changed before it is written. */
    private record Item(TarArchiveEntry entry, byte[] content) {}

    private static Item file(String path, String content, Consumer<TarArchiveEntry> change) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(bytes.length);
        entry.setModTime(0);
        change.accept(entry);
        return new Item(entry, bytes);
    }

    private static Item file(String path, String content) {
        return file(path, content, entry -> {});
    }

    private static byte[] tar(List<Item> items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Item item : items) {
                tar.putArchiveEntry(item.entry());
                tar.write(item.content());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path deb(String control, byte[] data, String member) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(bytes)) {
            put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.UTF_8));
            put(ar, "control.tar.xz", TinyDeb.xz(tar(List.of(file("./control", control)))));
            put(ar, member, data);
        }
        return Files.write(directory.resolve("a" + ++made + ".deb"), bytes.toByteArray());
    }

    private Path deb(Item... items) throws IOException {
        return deb("Package: a\n", TinyDeb.xz(tar(List.of(items))), "data.tar.xz");
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length, 0, 0, 0100644, 0));
        ar.write(content);
        ar.closeArchiveEntry();
    }

    private static DebDifference inData(String path, Part part, String first, String second) {
        return new DebDifference("data.tar.xz", path, part, first, second);
    }

    @Test
    void theSameBytesDifferInNothing() throws IOException {
        assertThat(DebComparison.of(deb(file("./a", "x")), deb(file("./a", "x"))))
                .isEmpty();
    }

    @Test
    void theFirstLineThatDiffersIsTold() throws IOException {
        assertThat(DebComparison.of(
                        deb(file("./a", "same\nbuilt on one\nend\n")), deb(file("./a", "same\nbuilt on two\nend\n"))))
                .containsExactly(inData("./a", Part.CONTENT, "line 2: built on one", "line 2: built on two"));
    }

    @Test
    void ofBinaryFilesTheDigestsAreTold() throws IOException {
        assertThat(DebComparison.of(deb(file("./a", "\0one")), deb(file("./a", "\0three"))))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.first()).startsWith("4 bytes, SHA-256 ");
                    assertThat(difference.second()).startsWith("6 bytes, SHA-256 ");
                });
    }

    @Test
    void eachAttributeOfAFileIsCompared() throws IOException {
        Path first = deb(file("./a", "x"));
        assertThat(DebComparison.of(first, deb(file("./a", "x", entry -> entry.setMode(0100600)))))
                .containsExactly(inData("./a", Part.MODE, "0644", "0600"));
        assertThat(DebComparison.of(first, deb(file("./a", "x", entry -> entry.setModTime(1000)))))
                .containsExactly(inData("./a", Part.TIME, "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z"));
        assertThat(DebComparison.of(first, deb(file("./a", "x", entry -> entry.setIds(4321, 0)))))
                .extracting(DebDifference::part)
                .containsExactly(Part.OWNER);
    }

    @Test
    void orderAndPresenceAreCompared() throws IOException {
        Item a = file("./a", "a");
        Item b = file("./b", "b");
        assertThat(DebComparison.of(deb(a, b), deb(b, a)))
                .containsExactly(inData("", Part.ORDER, "at 0: ./a", "at 0: ./b"));
        assertThat(DebComparison.of(deb(a, b), deb(a))).containsExactly(inData("./b", Part.PRESENCE, "there", ""));
        assertThat(DebComparison.of(deb(a), deb(a, b))).containsExactly(inData("./b", Part.PRESENCE, "", "there"));
    }

    @Test
    void fieldsOfTheControlFileAreComparedOneByOne() throws IOException {
        byte[] data = TinyDeb.xz(tar(List.of()));
        assertThat(DebComparison.of(
                        deb("Package: a\nInstalled-Size: 7\n", data, "data.tar.xz"),
                        deb("Package: a\nInstalled-Size: 8\nOrigin: x\n", data, "data.tar.xz")))
                .containsExactly(
                        new DebDifference("control.tar.xz", "Installed-Size", Part.FIELD, "7", "8"),
                        new DebDifference("control.tar.xz", "Origin", Part.FIELD, "", "x"));
    }

    @Test
    void anotherCompressionOfTheSameFilesIsTold() throws IOException {
        byte[] tar = tar(List.of(file("./a", "x")));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar);
        }
        Path first = deb("Package: a\n", TinyDeb.xz(tar), "data.tar.xz");
        assertThat(DebComparison.of(first, deb("Package: a\n", gzip.toByteArray(), "data.tar.gz")))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.part()).isEqualTo(Part.ENCODING);
                    assertThat(difference.second()).startsWith("data.tar.gz, ");
                });
    }

    @Test
    void manyFilesThatDifferAreAllTold() throws IOException {
        List<Item> first = new ArrayList<>();
        List<Item> second = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(file("./" + i, "one"));
            second.add(file("./" + i, "two"));
        }
        assertThat(DebComparison.of(deb(first.toArray(Item[]::new)), deb(second.toArray(Item[]::new))))
                .hasSize(100)
                .allMatch(difference -> difference.part() == Part.CONTENT);
    }

    @Test
    void whatIsNoPackageIsRefused() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.deb"), "nothing");
        assertThatThrownBy(() -> DebComparison.of(broken, deb(file("./a", "x"))))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("broken.deb is no binary package");
    }
}

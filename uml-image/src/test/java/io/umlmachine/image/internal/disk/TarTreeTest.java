package io.umlmachine.image.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import io.umlmachine.internal.host.ProgramOutput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of the host's tar, in the forms in which the bootstrap tools write them. */
class TarTreeTest {

    @TempDir
    Path directory;

    private Path files;
    private Path archive;

    @BeforeEach
    void makeDirectory() throws IOException {
        files = Files.createDirectory(directory.resolve("files"));
        archive = directory.resolve("root.tar");
    }

    @Test
    void namesContentsAndLinksAreThoseOfTheArchive() throws Exception {
        Files.writeString(Files.createDirectory(files.resolve("d")).resolve("a \"b\"\n\u00e4"), "text");
        Files.writeString(files.resolve("f"), "content");
        Files.createLink(files.resolve("g"), files.resolve("f"));
        Files.createSymbolicLink(files.resolve("s"), Path.of("d/../f"));
        Files.writeString(
                Files.createDirectories(files.resolve("x".repeat(150))).resolve("y".repeat(150)), "long");
        tar("--owner=70000", "--group=3000000", "--mtime=@1600000000.5", "--mode=4711");

        try (TarTree tar = TarTree.open(archive)) {
            GuestTree tree = new GuestTree(tar.root(), 0);
            assertThat(text(tree, "/d/a \"b\"\n\u00e4")).isEqualTo("text");
            assertThat(text(tree, "/" + "x".repeat(150) + "/" + "y".repeat(150)))
                    .isEqualTo("long");
            assertThat(tree.find("/f").orElseThrow()).isSameAs(tree.find("/g").orElseThrow());
            assertThat(tree.find("/s"))
                    .get()
                    .isInstanceOfSatisfying(
                            SymbolicLink.class,
                            link -> assertThat(link.target()).isEqualTo("d/../f"));
            Attributes attributes = tree.find("/f").orElseThrow().attributes();
            assertThat(attributes.mode()).isEqualTo(04711);
            assertThat(attributes.uid()).isEqualTo(70_000);
            assertThat(attributes.gid()).isEqualTo(3_000_000);
            assertThat(attributes.modified()).isEqualTo(1_600_000_000);
        }
    }

    @Test
    void holesAreNoData() throws Exception {
        try (RandomAccessFile sparse =
                new RandomAccessFile(files.resolve("sparse").toFile(), "rw")) {
            sparse.seek(5_000_000);
            sparse.write(new byte[] {1, 2, 3});
            sparse.setLength(9_000_000);
        }
        tar("--sparse");

        try (TarTree tar = TarTree.open(archive)) {
            Content content = ((RegularFile) tar.root().children().get("sparse")).content();
            assertThat(content.size()).isEqualTo(9_000_000);
            assertThat(content.data().stream().mapToLong(Content.Extent::length).sum())
                    .isLessThan(100_000);
            byte[] expected = Files.readAllBytes(files.resolve("sparse"));
            assertThat(new GuestTree(tar.root(), 0).read("/sparse").map(bytes -> Arrays.equals(bytes, expected)))
                    .hasValue(true);
        }
    }

    @Test
    void pipesAreThere() throws Exception {
        run("/usr/bin/mkfifo", files.resolve("pipe").toString());
        tar();

        try (TarTree tar = TarTree.open(archive)) {
            assertThat(tar.root().children().get("pipe"))
                    .isInstanceOfSatisfying(
                            Special.class, special -> assertThat(special.kind()).isEqualTo(Special.Kind.PIPE));
        }
    }

    @Test
    void devicesHaveTheirNumbers() throws Exception {
        // tar archives a device that this user may not make.
        run("/usr/bin/tar", "--create", "--format=posix", "--file=" + archive, "-C", "/dev", "null", "tty");

        try (TarTree tar = TarTree.open(archive)) {
            assertThat(tar.root().children().get("null")).isInstanceOfSatisfying(Special.class, special -> {
                assertThat(special.kind()).isEqualTo(Special.Kind.CHARACTER_DEVICE);
                assertThat(special.major()).isEqualTo(1);
                assertThat(special.minor()).isEqualTo(3);
            });
            assertThat(((Special) tar.root().children().get("tty")).major()).isEqualTo(5);
        }
    }

    @Test
    void extendedAttributesAreBytes() throws Exception {
        String record = "SCHILY.xattr.security.capability=";
        byte[] value = {1, 0, 0, 2, (byte) 0xc0, (byte) 0xff, '\n', 0};
        byte[] header = new byte[512 * 6];
        int length = 2 + 1 + record.length() + value.length + 1;
        byte[] text = (length + " " + record).getBytes(StandardCharsets.US_ASCII);
        putHeader(header, 0, "./PaxHeaders/f", 'x', length);
        System.arraycopy(text, 0, header, 512, text.length);
        System.arraycopy(value, 0, header, 512 + text.length, value.length);
        header[512 + length - 1] = '\n';
        putHeader(header, 1024, "./f", '0', 0);
        Files.write(archive, header);

        try (TarTree tar = TarTree.open(archive)) {
            assertThat(tar.root().children().get("f").attributes().extended()).containsOnlyKeys("security.capability");
            assertThat(tar.root().children().get("f").attributes().extended().get("security.capability"))
                    .isEqualTo(value);
        }
    }

    @Test
    void anArchiveThatEndsInTheMiddleIsAnError() throws Exception {
        Files.write(files.resolve("f"), new byte[100_000]);
        tar();
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, 50_000));

        assertThatThrownBy(() -> TarTree.open(archive)).isInstanceOf(IOException.class);
    }

    @Test
    void aNameThatLeadsOutIsAnError() throws Exception {
        byte[] header = new byte[512 * 3];
        putHeader(header, 0, "../f", '0', 0);
        Files.write(archive, header);

        assertThatThrownBy(() -> TarTree.open(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../f");
    }

    private static void putHeader(byte[] bytes, int at, String name, char type, int size) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, at, text.length);
        put(bytes, at + 100, String.format("%07o", 0644));
        put(bytes, at + 108, String.format("%07o", 0));
        put(bytes, at + 116, String.format("%07o", 0));
        put(bytes, at + 124, String.format("%011o", size));
        put(bytes, at + 136, String.format("%011o", 0));
        bytes[at + 156] = (byte) type;
        put(bytes, at + 257, "ustar\00000");
        int sum = 8 * ' ';
        for (int i = at; i < at + 512; i++) {
            sum += bytes[i] & 0xff;
        }
        put(bytes, at + 148, String.format("%06o\0 ", sum));
    }

    private static void put(byte[] bytes, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, text.length());
    }

    private void tar(String... options) throws Exception {
        List<String> argv = new ArrayList<>(
                List.of("/usr/bin/tar", "--create", "--format=posix", "--numeric-owner", "--file=" + archive));
        argv.addAll(List.of(options));
        argv.addAll(List.of("-C", files.toString(), "."));
        run(argv.toArray(String[]::new));
    }

    private static void run(String... argv) throws Exception {
        ProgramOutput output = ProgramOutput.of(List.of(argv), Duration.ofMinutes(1));
        assertThat(output.exitStatus()).as(output.text()).isZero();
    }

    private static String text(GuestTree tree, String path) throws IOException {
        return new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8);
    }
}

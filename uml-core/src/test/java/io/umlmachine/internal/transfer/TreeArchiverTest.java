package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of this host's trees, read by the host's own tar; and what that tar writes, read by ours. */
@Timeout(60)
class TreeArchiverTest {

    @TempDir
    private Path temporary;

    /** Of its own, because JUnit cannot remove what JUnit's JVM cannot name. */
    private Path makeTree() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        HostTrees.makeDifficult(tree);
        return tree;
    }

    @Test
    void theHostsTarUnpacksEverything() throws Exception {
        Path tree = makeTree();
        Path archive = temporary.resolve("archive");
        TreeArchiver.write(tree, archive);
        Path back = Files.createDirectory(temporary.resolve("back"));
        HostTrees.run(back, "tar", "-xpPf", archive.toString());
        assertThat(HostTrees.describe(back)).isEqualTo(HostTrees.describe(tree));
        HostTrees.requireSameContents(tree, back);
        assertThat(Files.size(archive)).isLessThan(1_000_000);
        assertThat(HostTrees.kibibytes(back)).isLessThan(1_000);
        remove(tree, back);
    }

    @Test
    void whatTheHostsTarPacksIsUnpacked() throws Exception {
        Path tree = makeTree();
        Path archive = temporary.resolve("archive");
        HostTrees.run(
                temporary,
                "tar",
                "--create",
                "--format=posix",
                "--sparse",
                "--pax-option=delete=atime,delete=ctime",
                "--file=archive",
                "./tree");
        Path back = temporary.resolve("back");
        TreeExtractor.extract(archive, Files.size(archive), "tree", back);
        // The owner may always write into directories, whatever the archive says.
        HostTrees.run(tree, "chmod", "u+w", "full/deep");
        assertThat(HostTrees.describe(back)).isEqualTo(HostTrees.describe(tree));
        HostTrees.requireSameContents(tree, back);
        assertThat(HostTrees.kibibytes(back)).isLessThan(1_000);
        remove(tree, back);
    }

    /** The character set of the JVM must not matter: names are bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    void everyLocaleKeepsEveryName(String locale) throws Exception {
        Path tree = makeTree();
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                RoundTrip.class.getName(),
                "tree",
                "archive",
                "back");
        java.environment().put("LC_ALL", locale);
        Process process =
                java.directory(temporary.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        HostTrees.run(tree, "chmod", "u+w", "full/deep");
        assertThat(HostTrees.describe(temporary.resolve("back"))).isEqualTo(HostTrees.describe(tree));
        HostTrees.requireSameContents(tree, temporary.resolve("back"));
        remove(tree, temporary.resolve("back"));
    }

    /** Run in a JVM of its own. */
    static final class RoundTrip {
        private RoundTrip() {}

        public static void main(String[] names) throws IOException {
            Path archive = Path.of(names[1]).toAbsolutePath();
            TreeArchiver.write(Path.of(names[0]).toAbsolutePath(), archive);
            TreeExtractor.extract(
                    archive, Files.size(archive), ".", Path.of(names[2]).toAbsolutePath());
        }
    }

    private static void remove(Path... trees) throws Exception {
        for (Path tree : trees) {
            HostTrees.run(tree, "chmod", "-R", "u+rwX", ".");
            FileTrees.remove(tree);
        }
    }

    @Test
    void numbersThatDoNotFitAHeaderCross() throws Exception {
        Path archive = temporary.resolve("archive");
        Instant time = Instant.parse("9999-12-31T23:59:59.5Z");
        TarEntry entry = new TarEntry(
                TarEntry.Type.FILE,
                new byte[] {'x'},
                new byte[0],
                0640,
                4_294_967_294L,
                3_000_000_000L,
                time,
                1L << 50);
        try (FileChannel out = FileChannel.open(archive, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileChannel none = FileChannel.open(archive, StandardOpenOption.READ)) {
            TarWriter tar = new TarWriter(out);
            tar.addFile(entry, none, List.of());
            tar.finish();
        }
        try (FileChannel in = FileChannel.open(archive, StandardOpenOption.READ)) {
            TarEntry read = new TarReader(new ArchiveFile(in, in.size())).next();
            assertThat(read).usingRecursiveComparison().isEqualTo(entry);
        }
        assertThat(HostTrees.run(temporary, "tar", "-tvf", "archive", "--numeric-owner"))
                .contains("-rw-r----- 4294967294/3000000000", "1125899906842624 9999-12-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "1901-01-01T00:00:00Z", "1969-07-20T20:17:40.1Z"})
    void timesBefore1970Cross(String text) throws IOException {
        PaxRecords records = new PaxRecords();
        records.put(PaxRecords.MTIME, Instant.parse(text));
        assertThat(PaxRecords.decode(records.encode()).get(PaxRecords.MTIME, Instant.EPOCH))
                .isEqualTo(Instant.parse(text));
    }

    @Test
    void aPipeIsRefusedByName() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        HostTrees.run(tree, "mkfifo", "pipe");
        assertThatThrownBy(() -> TreeArchiver.write(tree, temporary.resolve("archive")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(tree.resolve("pipe").toString());
    }

    @Test
    void aFileThatShrinksIsNoArchive() throws Exception {
        Path file = Files.write(temporary.resolve("file"), new byte[1000]);
        FileFacts facts = FileFacts.of(file);
        Files.write(file, new byte[999]);
        try (FileChannel out = FileChannel.open(
                        temporary.resolve("archive"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileChannel content = FileChannel.open(file)) {
            TarEntry entry = facts.entry(TarEntry.Type.FILE, new byte[] {'x'}, new byte[0]);
            assertThatThrownBy(() -> new TarWriter(out).addFile(entry, content, List.of(new Extent(0, 1000))))
                    .isInstanceOf(ShrunkenFileException.class);
        }
        assertThatThrownBy(() -> facts.requireUnchanged(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("changed");
    }

    @Test
    void anInterruptEndsAnArchive() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.createFile(tree.resolve("file"));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> TreeArchiver.write(tree, temporary.resolve("archive")))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}

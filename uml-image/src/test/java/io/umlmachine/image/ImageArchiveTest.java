package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.umlmachine.image.ArchiveException.Reason;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.image.internal.store.StoreFixture;
import io.umlmachine.internal.transfer.TarEntry;
import io.umlmachine.internal.transfer.TarWriter;
import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final GenerationName FIRST = new GenerationName("bookworm", 1);

    @TempDir
    Path directory;

    private ImageStore sender;
    private ImageStore receiver;
    private Generation generation;
    private Path archive;
    private Path secret;
    private Path keyring;

    @BeforeEach
    void publish() throws Exception {
        sender = ImageStore.at(directory.resolve("sender"));
        receiver = ImageStore.at(directory.resolve("receiver"));
        generation = StoreFixture.publish(new ImageDirectory(sender.directory(), "bookworm"), "one");
        archive = directory.resolve("image.tar.zst");
        secret = KEY.writeSecret(directory.resolve("secret.asc"), "");
        keyring = KEY.write(directory.resolve("public.asc"), 0, true);
    }

    @Test
    void whatIsExportedIsImportedWithItsNameAndHoles() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        StoredGeneration imported = receiver.importFrom(archive, ImportOptions.signedBy(keyring));

        assertThat(imported.name()).isEqualTo(FIRST);
        assertThat(imported.current()).isTrue();
        assertThat(imported.disk()).hasSameBinaryContentAs(generation.image());
        assertThat(imported.diskUse().bytes()).isLessThan(64 << 10);
        ImageManifest there = sender.generations("bookworm").get(0).manifest();
        assertThat(imported.manifest().operation()).isEqualTo(ImageOperation.IMPORT);
        assertThat(imported.manifest().base()).isEmpty();
        assertThat(imported.manifest().recipe()).isEqualTo(there.recipe());
        assertThat(imported.manifest().packages()).isEqualTo(there.packages());
        assertThat(imported.manifest().dataSha256()).isEqualTo(there.dataSha256());
        assertThat(receiver.verify(FIRST).sound()).isTrue();
        assertNothingIsLeft();

        assertThat(receiver.importFrom(archive, ImportOptions.signedBy(keyring)).number())
                .as("imported once more")
                .isEqualTo(2);
    }

    @Test
    void theSameGenerationIsTheSameBytes() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.unsigned());
        Path again = directory.resolve("again");
        sender.exportTo(FIRST, again, ExportOptions.unsigned());
        assertThat(again).hasSameBinaryContentAs(archive);

        StoredGeneration copy = receiver.importFrom(archive, ImportOptions.unsigned());
        assertThat(copy.disk()).hasSameBinaryContentAs(generation.image());
        assertThat(StoreFixture.files(sender.directory().resolve(".work"))).isEmpty();
    }

    @Test
    void tarUnpacksAnArchiveAndWhatItPacksCanBeImported() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret).level(19));
        assertThat(run("tar", "--zstd", "-tf", archive.toString()))
                .isEqualTo("manifest.json\nmanifest.json.asc\ndisk.img\n");
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        run("tar", "--zstd", "-xf", archive.toString(), "-C", unpacked.toString());
        assertThat(unpacked.resolve("disk.img")).hasSameBinaryContentAs(generation.image());
        assertThat(unpacked.resolve("manifest.json")).hasSameBinaryContentAs(generation.manifest());

        Path packed = directory.resolve("packed.tar.zst");
        run(
                "tar",
                "--zstd",
                "--format=posix",
                "--sparse",
                "-cf",
                packed.toString(),
                "-C",
                unpacked.toString(),
                "manifest.json",
                "manifest.json.asc",
                "disk.img");
        assertThat(receiver.importFrom(packed, ImportOptions.signedBy(keyring)).disk())
                .hasSameBinaryContentAs(generation.image());
    }

    @Test
    void aKeyWithAPassphraseSignsOnceThatIsGiven() throws Exception {
        Path locked = KEY.writeSecret(directory.resolve("locked.asc"), "sesame");
        assertThatThrownBy(() -> sender.exportTo(FIRST, archive, ExportOptions.signedBy(locked)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(locked + " cannot be used to sign: it is protected by a passphrase");
        assertThatThrownBy(() -> sender.exportTo(FIRST, archive, ExportOptions.signedBy(locked, "wrong"::toCharArray)))
                .hasMessageContaining("the passphrase does not fit");
        assertThat(archive).doesNotExist();

        sender.exportTo(FIRST, archive, ExportOptions.signedBy(locked, "sesame"::toCharArray));
        receiver.importFrom(archive, ImportOptions.signedBy(keyring));
    }

    @Test
    void anArchiveWithoutATrustedSignatureIsRefused() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.unsigned());
        assertRefused(ImportOptions.signedBy(keyring), Reason.UNSIGNED, "is not signed");

        Files.delete(archive);
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        Path stranger = SigningKey.generate().write(directory.resolve("stranger.gpg"), 0, false);
        assertRefused(ImportOptions.signedBy(stranger), Reason.UNTRUSTED, "is not in " + stranger);

        SigningKey old = SigningKey.generate(Date.from(Instant.now().minus(Duration.ofDays(10))));
        Path expired =
                old.write(directory.resolve("expired.gpg"), Duration.ofDays(5).toSeconds(), false);
        Files.delete(archive);
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(old.writeSecret(directory.resolve("old.asc"), "")));
        assertRefused(ImportOptions.signedBy(expired), Reason.UNTRUSTED, "has expired");
    }

    @Test
    void aSignatureIsAboutTheDiskToo() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        byte[] tar = uncompressed();
        int text = new String(tar, StandardCharsets.ISO_8859_1).lastIndexOf("one");
        tar[text] = 'O';
        compress(tar);

        assertRefused(ImportOptions.signedBy(keyring), Reason.MISMATCH, "holds another disk");
    }

    @Test
    void aManifestThatWasChangedIsNotEvenRead() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        byte[] tar = uncompressed();
        tar[512] = '!';
        compress(tar);

        assertRefused(ImportOptions.signedBy(keyring), Reason.UNTRUSTED, "somebody has changed it");
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "Not the manifest of an image");
    }

    @Test
    void archivesThatHoldAnythingElseAreRefused() throws Exception {
        byte[] manifest = Files.readAllBytes(generation.manifest());
        String text = new String(manifest, StandardCharsets.UTF_8);
        write(tar -> tar.addFile(entry("../manifest.json", manifest.length), manifest));
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "does not have its manifest.json");

        write(tar -> {
            tar.addFile(entry("manifest.json", manifest.length), manifest);
            addDisk(tar, "../../disk.img", StoreFixture.DISK_SIZE);
        });
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "does not have its disk.img");

        write(tar -> tar.addFile(entry("manifest.json", manifest.length), manifest));
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "ends without a disk");

        write(tar -> {
            tar.addFile(entry("manifest.json", manifest.length), manifest);
            addDisk(tar, "disk.img", StoreFixture.DISK_SIZE);
            tar.addFile(entry("more", 1), new byte[1]);
        });
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "holds more than an image");

        write(tar -> tar.add(new TarEntry(
                TarEntry.Type.SYMBOLIC_LINK,
                "manifest.json".getBytes(StandardCharsets.US_ASCII),
                "/etc/passwd".getBytes(StandardCharsets.US_ASCII),
                0777,
                0,
                0,
                Instant.EPOCH,
                0)));
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "something that is no file");

        byte[] climbing = text.replace("\"name\": \"bookworm\"", "\"name\": \"../../etc\"")
                .getBytes(StandardCharsets.UTF_8);
        writeImage(climbing, StoreFixture.DISK_SIZE);
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "'../../etc', which none can have");

        byte[] later = text.replace("\"format\": 1", "\"format\": 2").getBytes(StandardCharsets.UTF_8);
        writeImage(later, StoreFixture.DISK_SIZE);
        assertRefused(ImportOptions.unsigned(), Reason.VERSION, "has the format 2");

        writeImage(new byte[1000], StoreFixture.DISK_SIZE);
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "Not the manifest of an image");
    }

    @Test
    void aDiskThatIsLargerThanItsManifestSaysIsNotUnpacked() throws Exception {
        writeImage(Files.readAllBytes(generation.manifest()), 1L << 50);
        assertRefused(ImportOptions.unsigned(), Reason.MISMATCH, "1125899906842624 bytes");
        writeImage(Files.readAllBytes(generation.manifest()), StoreFixture.DISK_SIZE / 2);
        assertRefused(ImportOptions.unsigned(), Reason.MISMATCH, "524288 bytes");
    }

    @Test
    void anArchiveThatIsCutOffOrLongerIsRefused() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        byte[] whole = Files.readAllBytes(archive);
        Random random = new Random(1);
        for (int i = 0; i < 30; i++) {
            Files.write(archive, Arrays.copyOf(whole, i == 0 ? 0 : random.nextInt(whole.length)));
            assertRefused(ImportOptions.signedBy(keyring), Reason.DAMAGED, "is no whole archive");
        }
        for (byte[] more : List.of(new byte[] {0}, "garbage".getBytes(StandardCharsets.US_ASCII), whole)) {
            byte[] longer = Arrays.copyOf(whole, whole.length + more.length);
            System.arraycopy(more, 0, longer, whole.length, more.length);
            Files.write(archive, longer);
            assertRefused(ImportOptions.signedBy(keyring), Reason.DAMAGED, "is no whole archive");
        }
        Files.write(archive, "not compressed at all".getBytes(StandardCharsets.US_ASCII));
        assertRefused(ImportOptions.unsigned(), Reason.DAMAGED, "is no whole archive");
    }

    @Test
    void anyBitThatFlipsIsFoundOrMeansNothing() throws Exception {
        sender.exportTo(FIRST, archive, ExportOptions.signedBy(secret));
        byte[] whole = Files.readAllBytes(archive);
        Random random = new Random(2);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, changed);
            try {
                // The header of a zstd frame has some bits that change nothing of what comes out.
                StoredGeneration imported = receiver.importFrom(archive, ImportOptions.signedBy(keyring));
                assertThat(imported.disk()).hasSameBinaryContentAs(generation.image());
            } catch (ArchiveException e) {
                found++;
            }
            assertNothingIsLeft();
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void whatCannotBeExportedLeavesNothing() throws Exception {
        Files.writeString(archive, "mine");
        assertThatThrownBy(() -> sender.exportTo(FIRST, archive, ExportOptions.unsigned()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(archive.toString());
        assertThat(archive).hasContent("mine");
        assertThatThrownBy(() -> sender.exportTo(FIRST, directory.resolve("none/image"), ExportOptions.unsigned()))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> sender.exportTo(
                        new GenerationName("bookworm", 9), directory.resolve("other"), ExportOptions.unsigned()))
                .isInstanceOf(StoreException.class);
        assertThat(StoreFixture.files(sender.directory().resolve(".work"))).isEmpty();
    }

    @Test
    void whoExportsOrImportsCanBeInterruptedAndLeavesNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sender.exportTo(FIRST, archive, ExportOptions.unsigned()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(StoreFixture.files(directory)).noneMatch(name -> name.contains("image"));

        sender.exportTo(FIRST, archive, ExportOptions.unsigned());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> receiver.importFrom(archive, ImportOptions.unsigned()))
                .isInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }

    /** Exports a generation that does not fit. */
    public static class Exporter {
        /**
         * The program.
         *
         * @param arguments the store and the archive
         * @throws InterruptedException never
         */
        public static void main(String[] arguments) throws InterruptedException {
            try {
                ImageStore.at(Path.of(arguments[0]))
                        .exportTo(
                                FIRST,
                                Path.of(arguments[1]),
                                ExportOptions.unsigned().level(19));
                System.out.println("no failure");
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }

    @Test
    void anArchiveThatDoesNotFitLeavesNothing() throws Exception {
        fillDiskWithNoise();
        try (JavaProgram limited = JavaProgram.start(
                List.of("prlimit", "--fsize=" + (1 << 20)),
                Exporter.class,
                Map.of(),
                sender.directory().toString(),
                archive.toString())) {
            assertThat(limited.line()).contains("java.io.IOException: File too large");
            limited.process().onExit().join();
        }
        assertThat(StoreFixture.files(directory)).noneMatch(name -> name.contains("image"));
        assertThat(StoreFixture.files(sender.directory().resolve(".work"))).isEmpty();
    }

    @Test
    void whatAKilledExportLeftIsRemovedByTheNextCollection() throws Exception {
        fillDiskWithNoise();
        try (JavaProgram exporter =
                JavaProgram.start(Exporter.class, Map.of(), sender.directory().toString(), archive.toString())) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !exporter.process().isAlive() || hasPart());
            exporter.process().destroyForcibly().onExit().join();
        }
        assertThat(hasPart()).as("killed in the middle").isTrue();
        assertThat(archive).doesNotExist();

        sender.gc(GcPolicy.standard());

        assertThat(hasPart()).isFalse();
        assertThat(StoreFixture.files(sender.directory().resolve(".work"))).isEmpty();
    }

    private boolean hasPart() throws IOException {
        return StoreFixture.files(directory).stream().anyMatch(name -> name.endsWith(".part"));
    }

    /** What cannot be compressed, and takes a while. */
    private void fillDiskWithNoise() throws IOException {
        Path noise =
                Files.createDirectories(sender.directory().resolve(".work")).resolve("noise");
        byte[] random = new byte[16 << 20];
        new Random(1).nextBytes(random);
        Files.write(noise, random);
        Files.delete(generation.image());
        Files.move(noise, generation.image());
    }

    private void assertRefused(ImportOptions options, Reason reason, String words) throws IOException {
        assertThatThrownBy(() -> receiver.importFrom(archive, options))
                .isInstanceOfSatisfying(ArchiveException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.archive()).isEqualTo(archive);
                })
                .hasMessageContaining(archive.toString())
                .hasMessageContaining(words);
        assertNothingIsLeft();
        assertThat(receiver.images()).isEmpty();
    }

    private void assertNothingIsLeft() throws IOException {
        Path work = receiver.directory().resolve(".work");
        assertThat(Files.exists(work) ? StoreFixture.files(work) : List.of()).isEmpty();
    }

    private interface Content {
        void addTo(TarWriter tar) throws IOException;
    }

    private void writeImage(byte[] manifest, long size) throws IOException {
        write(tar -> {
            tar.addFile(entry("manifest.json", manifest.length), manifest);
            addDisk(tar, "disk.img", size);
        });
    }

    private void write(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(Channels.newChannel(bytes));
        content.addTo(tar);
        tar.finish();
        compress(bytes.toByteArray());
    }

    private void addDisk(TarWriter tar, String name, long size) throws IOException {
        try (FileChannel disk = FileChannel.open(generation.image(), StandardOpenOption.READ)) {
            List<Extent> data = DataExtents.of(generation.image(), disk.size()).stream()
                    .filter(extent -> extent.end() <= size)
                    .toList();
            tar.addFile(entry(name, size), disk, data);
        }
    }

    private byte[] uncompressed() throws IOException {
        try (ZstdInputStreamNoFinalizer in =
                new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
            return in.readAllBytes();
        }
    }

    private void compress(byte[] tar) throws IOException {
        Files.write(archive, Zstd.compress(tar));
    }

    private static TarEntry entry(String name, long size) {
        return new TarEntry(
                TarEntry.Type.FILE,
                name.getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                0444,
                0,
                0,
                Instant.EPOCH,
                size);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

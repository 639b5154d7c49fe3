package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.SyntheticOverlay;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks beside the one that a machine boots from. */
@Timeout(180)
class DisksIT {

    @TempDir
    private Path temporary;

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(TestImage.path());
    }

    private Path raw(String name) throws IOException {
        Path file = temporary.resolve(name);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(4 << 20);
        }
        return file;
    }

    /** Overlays know their images by size and time, in seconds. */
    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    /** An ext4, which the guest makes: mke2fs is on every host that makes images, too. */
    private Path ext4(String name, int blockSize) throws Exception {
        Path file = raw(name);
        Process process = new ProcessBuilder(
                        Programs.find("mke2fs").orElseThrow().toString(),
                        "-q",
                        "-t",
                        "ext4",
                        "-b",
                        Integer.toString(blockSize),
                        file.toString())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    private static String sh(UmlMachine vm, String script) throws InterruptedException {
        return vm.exec("sh", "-ec", script).orThrow().stdout();
    }

    /** What a guest writes to a raw disk must not become the header of an overlay, on a file of the host that it names. */
    @ParameterizedTest
    @EnumSource(
            value = SyntheticOverlay.Layout.class,
            names = {"V1_LITTLE", "V2", "V3"})
    void aGuestThatForgesAnOverlayOnARawDiskDoesNotGetAtTheHostsFiles(SyntheticOverlay.Layout layout) throws Exception {
        byte[] secret = "secret of the host\n".repeat(1024).getBytes(StandardCharsets.US_ASCII);
        Path hostFile = Files.write(temporary.resolve("secret"), secret);
        Path forged = temporary.resolve("forged");
        SyntheticOverlay.write(forged, layout, hostFile, 512, new BitSet(), secret);
        Path disk = raw("disk");
        try (UmlMachine vm = machine().disk(Disk.of(disk)).boot()) {
            vm.copyIn(forged, "/root/forged");
            sh(vm, "cat /root/forged >/dev/ubdc; sync");
        }
        for (Disk again : List.of(Disk.of(disk), Disk.of(disk).readOnly())) {
            try (UmlMachine vm = machine().disk(again).boot()) {
                String read = vm.exec("head", "-c", "16384", vm.disks().get(0).device())
                        .stdout();
                assertThat(read).doesNotContain("secret of the host");
            }
        }
    }

    @Test
    void disksOfEveryKindAreThereUnderTheirNames() throws Exception {
        Path written = raw("written");
        Path read = Files.writeString(temporary.resolve("read"), "r".repeat(512));
        Path overlaid = ext4("overlaid", 4096);
        Path kept = ext4("kept", 4096);
        byte[] overlaidBefore = Files.readAllBytes(overlaid);
        byte[] keptBefore = Files.readAllBytes(kept);
        Path keptOverlay = temporary.resolve("kept.cow");
        UmlMachine.Builder builder = machine()
                .disk(Disk.of(written))
                .disk(Disk.of(read).readOnly())
                .disk(Disk.of(overlaid).cow())
                .disk(Disk.of(overlaid).cowInMemory())
                .disk(Disk.of(kept).cow(keptOverlay));
        String name;
        try (UmlMachine vm = builder.boot()) {
            name = vm.name();
            assertThat(vm.disks().stream().map(AttachedDisk::device))
                    .containsExactly("/dev/ubdc", "/dev/ubdd", "/dev/ubde", "/dev/ubdf", "/dev/ubdg");
            assertThat(vm.disks().get(1).disk().writes()).isEqualTo(Disk.Writes.REFUSED);
            sh(vm, "printf hello >/dev/ubdc; test $(head -c3 /dev/ubdd) = rrr; mkdir -p /mnt");
            assertThat(vm.exec("sh", "-c", "echo x >/dev/ubdd").success()).isFalse();
            for (String letter : List.of("e", "f", "g")) {
                sh(vm, "mount /dev/ubd" + letter + " /mnt; echo " + letter + " >/mnt/file; umount /mnt");
            }
            assertThat(Directories.memory().resolve(name + "-f.cow")).exists();
            assertThat(Directories.cache().resolve("cow").resolve(name + "-e.cow"))
                    .exists();
            // Copies go over disks as well, and must not get in the way.
            vm.copyIn(read, "/srv/read");
            assertThat(sh(vm, "stat -c %s /srv/read")).isEqualTo("512\n");
        }
        assertThat(Leftovers.of(name)).isEmpty();
        assertThat(Files.readString(written).substring(0, 5)).isEqualTo("hello");
        assertThat(overlaid).hasBinaryContent(overlaidBefore);
        assertThat(kept).hasBinaryContent(keptBefore);
        CowFile overlay = CowFile.open(keptOverlay);
        assertThat(overlay.backingFile()).isEqualTo(kept.toRealPath());
        assertThat(overlay.changedSectors()).isPositive();

        try (UmlMachine vm = machine().disk(Disk.of(kept).cow(keptOverlay)).boot()) {
            sh(vm, "mkdir -p /mnt; mount /dev/ubdc /mnt");
            assertThat(sh(vm, "cat /mnt/file")).isEqualTo("g\n");
        }
        Path merged = temporary.resolve("merged");
        overlay.merge(merged);
        try (UmlMachine vm = machine().disk(Disk.of(merged).readOnly()).boot()) {
            assertThat(sh(vm, "mkdir -p /mnt; mount -o ro,noload /dev/ubdc /mnt; cat /mnt/file"))
                    .isEqualTo("g\n");
        }
    }

    @Test
    void aDiskIsPluggedInAndUnplugged() throws Exception {
        Path first = raw("first");
        Path second = ext4("second", 4096);
        byte[] before = Files.readAllBytes(second);
        try (UmlMachine vm = machine().boot()) {
            assertThat(vm.disks()).isEmpty();
            AttachedDisk a = vm.plug(Disk.of(first));
            AttachedDisk b = vm.plug(Disk.of(second).cow());
            assertThat(List.of(a.device(), b.device())).containsExactly("/dev/ubdc", "/dev/ubdd");
            assertThat(vm.disks()).containsExactly(a, b);
            sh(vm, "echo first >/dev/ubdc; mkdir -p /mnt; mount /dev/ubdd /mnt; echo x >/mnt/x");
            a.close();
            assertThat(a.isAttached()).isFalse();
            assertThat(Files.readString(first).substring(0, 5)).isEqualTo("first");
            assertThat(vm.exec("test", "-e", "/dev/ubdc").success()).isFalse();

            assertThatThrownBy(b::close)
                    .isInstanceOfSatisfying(
                            DiskInUseException.class, e -> assertThat(e.disk()).isEqualTo("/dev/ubdd"))
                    .hasMessageContaining("unmount");
            assertThat(b.isAttached()).isTrue();
            assertThat(sh(vm, "cat /mnt/x; umount /mnt")).isEqualTo("x\n");
            Path overlay = Directories.cache().resolve("cow").resolve(vm.name() + "-d.cow");
            assertThat(overlay).exists();
            b.close();
            assertThat(overlay).doesNotExist();
            b.close();
            a.close();
            assertThat(vm.disks()).isEmpty();
            AttachedDisk again = vm.plug(Disk.of(first).readOnly());
            assertThat(sh(vm, "head -c5 " + again.device())).isEqualTo("first");
            vm.close();
            assertThat(again.isAttached()).isFalse();
            again.close();
            assertThatThrownBy(() -> vm.plug(Disk.of(first))).isInstanceOf(MachineClosedException.class);
        }
        assertThat(second).hasBinaryContent(before);
    }

    @Test
    void anInterruptedPlugLeavesNoDisk() throws Exception {
        Path file = raw("file");
        try (UmlMachine vm = machine().boot()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> vm.plug(Disk.of(file))).isInstanceOf(InterruptedException.class);
            assertThat(vm.disks()).isEmpty();
            assertThat(sh(vm, "ls /dev/ubd*")).isEqualTo("/dev/ubda\n/dev/ubdb\n");
            Thread.currentThread().interrupt();
            assertThat(Thread.interrupted()).isTrue();
            try (AttachedDisk disk = vm.plug(Disk.of(file))) {
                assertThat(disk.device()).isEqualTo("/dev/ubdc");
                Thread.currentThread().interrupt();
                disk.close();
                assertThat(Thread.interrupted())
                        .as("an interrupt is kept for later")
                        .isTrue();
            }
        }
    }

    @Test
    void aDiskStaysWhenTheMachineIsRebooted() throws Exception {
        Path file = raw("file");
        Path other = raw("other");
        try (UmlMachine vm = machine().disk(Disk.of(file)).boot()) {
            AttachedDisk plugged = vm.plug(Disk.of(other));
            sh(vm, "echo before >/dev/ubdd");
            vm.reboot();
            assertThat(sh(vm, "head -c6 /dev/ubdd")).isEqualTo("before");
            assertThat(vm.disks()).hasSize(2).contains(plugged);
            vm.copyIn(file, "/srv/file");
            plugged.close();
            assertThat(sh(vm, "ls /dev/ubd*")).isEqualTo("/dev/ubda\n/dev/ubdb\n/dev/ubdc\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b,c:d\"e'ü", "long"})
    void anyNameOfAFileWillDo(String word) throws Exception {
        String name = word.equals("long") ? "n".repeat(240) : word;
        Path directory = Files.createDirectory(temporary.resolve(name));
        Path base = ext4(name + "/" + name, 4096);
        Path overlay = directory.resolve("kept, too");
        Path rootOverlay = directory.resolve("root: kept");
        for (int round = 0; round < 2; round++) {
            try (UmlMachine vm =
                    machine().cow(rootOverlay).disk(Disk.of(base).cow(overlay)).boot()) {
                sh(vm, "mkdir -p /mnt; mount /dev/ubdc /mnt; echo line >>/mnt/lines; echo line >>/root/lines");
                if (round == 1) {
                    assertThat(sh(vm, "cat /mnt/lines /root/lines")).isEqualTo("line\n".repeat(4));
                }
                try (AttachedDisk plugged = vm.plug(Disk.of(base).readOnly())) {
                    sh(vm, "head -c2048 " + plugged.device() + " >/dev/null");
                }
            }
        }
        assertThat(CowFile.open(overlay).backingFile()).isEqualTo(base.toRealPath());
        assertThat(CowFile.open(rootOverlay).backingFile())
                .isEqualTo(TestImage.path().toRealPath());
    }

    @Test
    void aFileThatSomebodyWritesHasNoSecondUser() throws Exception {
        Path file = raw("file");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
        assertThatThrownBy(
                        () -> machine().disk(Disk.of(file)).disk(Disk.of(link)).boot())
                .isInstanceOf(BootException.class)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> machine()
                        .disk(Disk.of(file).readOnly())
                        .disk(Disk.of(file))
                        .boot())
                .isInstanceOf(BootException.class);
        Path root = temporary.resolve("root.img");
        Path overlay =
                CowFile.create(temporary.resolve("tmp"), TestImage.path()).path();
        CowFile.open(overlay).merge(root);
        assertThatThrownBy(() ->
                        UmlMachine.builder().image(root).disk(Disk.of(root)).boot())
                .isInstanceOfSatisfying(BootException.class, e -> {
                    assertThat(e.phase()).isEqualTo(BootException.Phase.PREPARE);
                    assertThat(e.getCause()).isInstanceOf(DiskInUseException.class);
                });
        try (UmlMachine vm = machine().disk(Disk.of(file)).boot()) {
            assertThatThrownBy(() -> vm.plug(Disk.of(file))).isInstanceOf(DiskInUseException.class);
            assertThatThrownBy(() -> vm.plug(Disk.of(file).readOnly())).isInstanceOf(DiskInUseException.class);
            assertThatThrownBy(() -> machine().disk(Disk.of(file)).boot()).isInstanceOf(BootException.class);
            vm.disks().get(0).close();
            try (UmlMachine other = machine().disk(Disk.of(file).readOnly()).boot();
                    AttachedDisk shared = vm.plug(Disk.of(file).readOnly())) {
                assertThat(shared.isAttached()).isTrue();
                assertThat(other.disks()).hasSize(1);
            }
        }
        try (UmlMachine vm = UmlMachine.builder().image(root).direct().boot()) {
            assertThatThrownBy(() -> UmlMachine.builder().image(root).boot())
                    .isInstanceOf(BootException.class)
                    .hasMessageContaining("in use");
            assertThatThrownBy(() -> vm.plug(Disk.of(root).readOnly())).isInstanceOf(DiskInUseException.class);
        }
    }

    @Test
    void whatDoesNotSuitIsRefusedWithTheReason() throws Exception {
        Path small = ext4("small", 1024);
        Path odd = Files.write(temporary.resolve("odd"), new byte[700]);
        Path readOnly = raw("read-only");
        assertThat(readOnly.toFile().setWritable(false)).isTrue();
        try (UmlMachine vm = machine().boot()) {
            assertThatThrownBy(() -> vm.plug(Disk.of(small).cow())).hasMessageContaining("blocks of 1024");
            assertThatThrownBy(() -> vm.plug(Disk.of(raw("empty")).cow())).hasMessageContaining("no ext4");
            assertThatThrownBy(() -> vm.plug(Disk.of(odd))).hasMessageContaining("sectors");
            assertThatThrownBy(() -> vm.plug(Disk.of(temporary.resolve("none"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no disk");
            assertThatThrownBy(() -> vm.plug(Disk.of(readOnly))).hasMessageContaining("readOnly()");
            Path overlay = CowFile.create(temporary.resolve("other.cow"), old(raw("another")))
                    .path();
            assertThatThrownBy(() -> vm.plug(Disk.of(ext4("good", 4096)).cow(overlay)))
                    .isInstanceOf(BackingMismatchException.class);
            Path garbage = Files.write(temporary.resolve("garbage.cow"), new byte[10_000]);
            assertThatThrownBy(() -> vm.plug(Disk.of(ext4("good2", 4096)).cow(garbage)))
                    .isInstanceOf(CowFormatException.class);
            assertThat(vm.disks()).isEmpty();
        }
        UmlMachine.Builder full = machine();
        for (int i = 0; i < 13; i++) {
            full.disk(Disk.of(odd));
        }
        assertThatThrownBy(() -> full.disk(Disk.of(odd))).isInstanceOf(IllegalStateException.class);
        Path wrongOverlay = CowFile.create(temporary.resolve("wrong.cow"), old(raw("wrong")))
                .path();
        assertThatThrownBy(() -> machine().cow(wrongOverlay).boot()).isInstanceOfSatisfying(BootException.class, e -> {
            assertThat(e.phase()).isEqualTo(BootException.Phase.PREPARE);
            assertThat(e.getCause()).isInstanceOf(BackingMismatchException.class);
        });
    }

    @Test
    void manyThreadsPlugAndCopyAtOnce() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            files.add(raw("disk" + i));
        }
        try (UmlMachine vm = machine().boot()) {
            Set<String> devices = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<?>> all = new ArrayList<>();
            IntStream.range(0, 13)
                    .forEach(i -> all.add(CompletableFuture.runAsync(() -> {
                        try {
                            devices.add(vm.plug(Disk.of(files.get(i))).device());
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })));
            IntStream.range(0, 6)
                    .forEach(i -> all.add(CompletableFuture.runAsync(() -> {
                        try {
                            vm.copyIn(files.get(0), "/srv/copy" + i);
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })));
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
            assertThat(devices).hasSize(13);
            assertThat(vm.disks()).hasSize(13);
            assertThatThrownBy(() -> vm.plug(Disk.of(raw("fourteenth")))).isInstanceOf(IllegalStateException.class);
            Set<CompletableFuture<Void>> closings = new HashSet<>();
            for (AttachedDisk disk : vm.disks()) {
                for (int twice = 0; twice < 2; twice++) {
                    closings.add(CompletableFuture.runAsync(() -> {
                        try {
                            disk.close();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
                }
            }
            CompletableFuture.allOf(closings.toArray(CompletableFuture<?>[]::new))
                    .join();
            assertThat(vm.disks()).isEmpty();
            assertThat(sh(vm, "ls /dev/ubd*")).isEqualTo("/dev/ubda\n/dev/ubdb\n");
            try (AttachedDisk again = vm.plug(Disk.of(files.get(0)))) {
                assertThat(again.isAttached()).isTrue();
            }
        }
    }

    @Test
    void anOverlayInMemoryTakesNoDiskAndGoes() throws Exception {
        String name;
        try (UmlMachine vm = machine().cowInMemory().boot()) {
            name = vm.name();
            sh(vm, "head -c 3000000 /dev/urandom >/root/x; sync");
            Path overlay = Directories.memory().resolve(name + ".cow");
            assertThat(Files.getFileStore(overlay).type()).isEqualTo("tmpfs");
            assertThat(CowFile.open(overlay).changedBytes()).isGreaterThan(ByteSize.kibibytes(2900));
            assertThat(Directories.cache().resolve("cow").resolve(name + ".cow"))
                    .doesNotExist();
        }
        assertThat(Leftovers.of(name)).isEmpty();
        try (Stream<Path> left = Files.list(Directories.memory())) {
            assertThat(left.filter(file -> file.toString().contains(name))).isEmpty();
        }
    }
}

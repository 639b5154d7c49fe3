package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files into a real machine and out of it. */
@Timeout(120)
class TransferIT {

    private static UmlMachine vm;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
        assertThat(Leftovers.of(vm.name())).isEmpty();
    }

    @Test
    void aTreeSurvivesTheRoundTrip() throws Exception {
        Path tree = temporary.resolve("tree");
        Files.createDirectories(tree.resolve("a b/deep/er"));
        Files.writeString(tree.resolve("a b/plain"), "plain");
        Files.writeString(tree.resolve("a b/deep/er/run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(tree.resolve("a b/deep/er/run"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(tree.resolve("a b/plain"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a b/plain"));
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("/no/such/target"));
        Files.writeString(tree.resolve("n".repeat(200)), "long name");
        byte[] big = new byte[3_000_000];
        new Random(7).nextBytes(big);
        Files.write(tree.resolve("big"), big);

        vm.copyIn(tree, "/srv/in/tree");
        assertThat(vm.exec("cat", "/srv/in/tree/link").orThrow().stdout()).isEqualTo("plain");
        assertThat(vm.exec("stat", "-c", "%a", "/srv/in/tree/a b/deep/er/run").stdout())
                .isEqualTo("751\n");
        Path back = temporary.resolve("some/where/back");
        vm.copyOut("/srv/in/tree", back);

        assertThat(back.resolve("a b/plain")).hasContent("plain");
        assertThat(Files.getLastModifiedTime(back.resolve("a b/plain")).toInstant())
                .isEqualTo(Instant.parse("2001-02-03T04:05:06Z"));
        assertThat(Files.getPosixFilePermissions(back.resolve("a b/deep/er/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
        assertThat(Files.readSymbolicLink(back.resolve("link"))).isEqualTo(Path.of("a b/plain"));
        assertThat(Files.readSymbolicLink(back.resolve("dangling"))).isEqualTo(Path.of("/no/such/target"));
        assertThat(back.resolve("n".repeat(200))).hasContent("long name");
        assertThat(back.resolve("big")).hasBinaryContent(big);
    }

    @Test
    void aFileBecomesTheTarget() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "first");
        vm.copyIn(file, "/srv/new/name");
        Files.writeString(file, "second");
        vm.copyIn(file, "/srv/new/name");
        assertThat(vm.exec("cat", "/srv/new/name").stdout()).isEqualTo("second");
        vm.copyOut("/srv/new/name", temporary.resolve("out"));
        assertThat(temporary.resolve("out")).hasContent("second");
    }

    @Test
    void anEmptyFileAndAnEmptyDirectoryArrive() throws Exception {
        vm.copyIn(Files.createFile(temporary.resolve("empty")), "/srv/empty-file");
        vm.copyIn(Files.createDirectory(temporary.resolve("emptydir")), "/srv/empty-directory");
        assertThat(vm.exec("stat", "-c", "%s %F", "/srv/empty-file").stdout()).isEqualTo("0 regular empty file\n");
        assertThat(vm.exec("ls", "-A", "/srv/empty-directory").orThrow().stdout())
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> vm.copyIn(temporary.resolve("nothing"), "/srv/x"))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> vm.copyOut("/no/such/thing", temporary.resolve("x")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("/no/such/thing");
        assertThatThrownBy(() -> vm.copyOut("relative", temporary.resolve("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTargetThatCannotBeWrittenIsAnErrorAndTheMachineGoesOn() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertThatThrownBy(() -> vm.copyIn(file, "/proc/no/such"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/proc/no");
        vm.copyIn(file, "/srv/after");
        assertThat(vm.exec("cat", "/srv/after").stdout()).isEqualTo("x");
    }

    @Test
    void aFileOfEverySizeKeepsItsBytesAndItsTime() throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("si,zes: \u00e4"));
        Random random = new Random(3);
        for (int size : new int[] {1, 511, 512, 513, 4095, 4096, 4097, 65_537, (2 << 20) - 1, (2 << 20) + 1}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            // What begins like this is an overlay to a kernel that looks for one.
            bytes[0] = 'O';
            if (size > 4) {
                System.arraycopy(new byte[] {0x4f, 0x4f, 0x4f, 0x4d, 0, 0, 0, 3}, 0, bytes, 0, 8);
            }
            Path file = Files.write(directory.resolve("file:" + size), bytes);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
            vm.copyIn(file, "/srv/sizes/" + size);
            assertThat(vm.exec("stat", "-c", "%s %y", "/srv/sizes/" + size).stdout())
                    .isEqualTo(size + " 2001-02-03 04:05:06.123456789 +0000\n");
            Path back = temporary.resolve("back");
            vm.copyOut("/srv/sizes/" + size, back);
            assertThat(back).hasBinaryContent(bytes);
            assertThat(Files.getLastModifiedTime(back)).isEqualTo(Files.getLastModifiedTime(file));
        }
    }

    @Test
    void modesAndOwnersGoInAndModesComeOut() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        HostTool.run("chmod", "6751", file.toString());
        vm.copyIn(file, "/srv/modes/file");
        String owner = Files.getAttribute(file, "unix:uid") + " " + Files.getAttribute(file, "unix:gid");
        assertThat(vm.exec("stat", "-c", "%a %u %g", "/srv/modes/file").stdout())
                .isEqualTo("6751 " + owner + "\n");
        vm.exec("chown", "-R", "12345:54321", "/srv/modes").orThrow();
        vm.exec("chmod", "4711", "/srv/modes/file").orThrow();
        for (String what : List.of("/srv/modes/file", "/srv/modes")) {
            Path back = temporary.resolve("back" + what.length());
            vm.copyOut(what, back);
            Path copy = Files.isDirectory(back) ? back.resolve("file") : back;
            assertThat((Integer) Files.getAttribute(copy, "unix:mode") & 07777).isEqualTo(0711);
            assertThat(Files.getAttribute(copy, "unix:uid")).isEqualTo(Files.getAttribute(file, "unix:uid"));
        }
    }

    @Test
    void streamsCrossOfAnyLength() throws Exception {
        long length = 70_000_001;
        MessageDigest in = MessageDigest.getInstance("SHA-256");
        InputStream source = new DigestInputStream(new BoundedRandom(length), in);
        vm.copyIn(source, "/srv/streams/big");
        assertThat(source.read()).isEqualTo(-1);
        assertThat(vm.exec("stat", "-c", "%s %a %U:%G", "/srv/streams/big").stdout())
                .isEqualTo(length + " 644 root:root\n");
        MessageDigest out = MessageDigest.getInstance("SHA-256");
        vm.exec("ln", "-s", "big", "/srv/streams/link").orThrow();
        vm.copyOut("/srv/streams/link", new DigestOutputStream(OutputStream.nullOutputStream(), out));
        assertThat(out.digest()).isEqualTo(in.digest());

        vm.copyIn(InputStream.nullInputStream(), "/srv/streams/big");
        assertThat(vm.exec("stat", "-c", "%s", "/srv/streams/big").stdout()).isEqualTo("0\n");
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        vm.copyOut("/srv/streams/big", none);
        assertThat(none.size()).isZero();
    }

    @Test
    void aStreamIsToOrFromAFileOnly() throws Exception {
        assertThatThrownBy(() -> vm.copyOut("/srv/nothing", OutputStream.nullOutputStream()))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> vm.copyOut("/etc", OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/etc");
        assertThatThrownBy(() -> vm.copyIn(InputStream.nullInputStream(), "/etc"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/etc is a directory");
        assertThatThrownBy(() -> vm.copyIn(InputStream.nullInputStream(), "/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/");
    }

    @Test
    void aStreamThatFailsIsTheCallersOwnFailure() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source is broken");
            }
        };
        assertThatThrownBy(() -> vm.copyIn(broken, "/srv/x")).hasMessage("the source is broken");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the target is full");
            }
        };
        assertThatThrownBy(() -> vm.copyOut("/etc/passwd", full)).hasMessage("the target is full");
    }

    @Test
    void whatIsInTheWayIsReplacedOrMerged() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.writeString(tree.resolve("new"), "new");
        Path file = Files.writeString(temporary.resolve("file"), "file");
        vm.exec(
                        "sh",
                        "-c",
                        "mkdir -p /srv/way/dir && echo old >/srv/way/dir/old && ln -s dir /srv/way/link"
                                + " && echo x >/srv/way/file && ln -s nowhere /srv/way/dangling")
                .orThrow();
        vm.copyIn(tree, "/srv/way/dir");
        assertThat(vm.exec("ls", "/srv/way/dir").stdout()).isEqualTo("new\nold\n");
        vm.copyIn(tree, "/srv/way/file");
        vm.copyIn(tree, "/srv/way/dangling");
        assertThat(vm.exec("cat", "/srv/way/file/new", "/srv/way/dangling/new").stdout())
                .isEqualTo("newnew");
        vm.copyIn(file, "/srv/way/link");
        assertThat(vm.exec("stat", "-c", "%F", "/srv/way/link").stdout()).isEqualTo("regular file\n");
        assertThatThrownBy(() -> vm.copyIn(file, "/srv/way/dir"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/srv/way/dir is a directory");

        Path place = Files.createDirectory(temporary.resolve("place"));
        assertThatThrownBy(() -> vm.copyOut("/srv/way/link", place)).isInstanceOf(FileAlreadyExistsException.class);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
        vm.copyOut("/srv/way/dir/old", link);
        assertThat(link).hasContent("old");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(file).hasContent("file");
        vm.copyOut("/srv/way/dir", place);
        assertThat(place.resolve("new")).hasContent("new");
    }

    @Test
    void aSymbolicLinkIsCopiedOutAndADanglingOneToo() throws Exception {
        vm.exec("ln", "-sf", "/no//where/", "/srv/dangling").orThrow();
        vm.copyOut("/srv/dangling", temporary.resolve("link"));
        assertThat(HostTool.run("readlink", temporary.resolve("link").toString()))
                .isEqualTo("/no//where/\n");
    }

    @Test
    void filesThatAKernelMakesUpHaveTheirContents() throws Exception {
        vm.copyIn(Path.of("/proc/version"), "/srv/host-version");
        assertThat(vm.exec("cat", "/srv/host-version").stdout()).isEqualTo(Files.readString(Path.of("/proc/version")));
        vm.copyOut("/proc/version", temporary.resolve("version"));
        assertThat(temporary.resolve("version"))
                .hasContent(vm.exec("cat", "/proc/version").stdout());
    }

    @Test
    void aDeviceOrAPipeIsRefusedOnTheWayIn() throws Exception {
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        HostTool.run("mkfifo", tree.resolve("pipe").toString());
        assertThatThrownBy(() -> vm.copyIn(tree, "/srv/x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pipe");
        assertThatThrownBy(() -> vm.copyIn(Path.of("/dev/null"), "/srv/x")).isInstanceOf(IOException.class);
    }

    @Test
    void devicesPipesAndWhatTheKernelMakesUpStayInTheGuest() throws Exception {
        vm.exec(
                        "sh",
                        "-c",
                        "mkdir -p /srv/odd/proc* && cd /srv/odd && mknod null c 1 3 && mkfifo pipe && ln pipe pipe2"
                                + " && echo x >file && mount -t proc proc proc* && mkdir tmp && mount -t tmpfs tmpfs tmp && echo y >tmp/y")
                .orThrow();
        try {
            Path back = temporary.resolve("back");
            vm.copyOut("/srv/odd", back);
            assertThat(back.toFile().list()).containsExactlyInAnyOrder("file", "tmp", "proc*");
            assertThat(back.resolve("proc*").toFile().list()).isEmpty();
            assertThat(back.resolve("tmp/y")).hasContent("y\n");
        } finally {
            vm.exec("sh", "-c", "umount /srv/odd/proc* /srv/odd/tmp").orThrow();
        }
    }

    @Test
    void theWholeGuestCanBeCopiedOut() throws Exception {
        Path back = temporary.resolve("root");
        vm.copyOut("/", back);
        assertThat(back.resolve("etc/passwd")).isRegularFile();
        assertThat(back.resolve("proc").toFile().list()).isEmpty();
        assertThat(back.resolve("usr/bin/perl")).isRegularFile();
    }

    @Test
    void theContentsOfADirectoryCanBecomeThoseOfTheRoot() throws Exception {
        Path tree = Files.createDirectories(temporary.resolve("tree/srv/by-root"));
        Files.writeString(tree.resolve("file"), "x");
        vm.copyIn(temporary.resolve("tree"), "/");
        assertThat(vm.exec("cat", "/srv/by-root/file").stdout()).isEqualTo("x");
    }

    @Test
    void moreCopiesAtOnceThanTheKernelHasDisks() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "content");
        CompletableFuture<?>[] copies = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try {
                        vm.copyIn(file, "/srv/many/" + i);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(copies).join();
        assertThat(vm.exec("sh", "-c", "ls /srv/many | wc -l").stdout().strip()).isEqualTo("20");
    }

    @Test
    void eightThreadsCopyBothWaysAtOnce() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(5).nextBytes(bytes);
        Path file = Files.write(temporary.resolve("file"), bytes);
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.createLink(tree.resolve("one"), file);
        Files.createLink(tree.resolve("other"), file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> copies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String place = "/srv/eight/" + i;
                Path back = temporary.resolve("back" + i);
                Path what = i % 2 == 0 ? file : tree;
                copies.add(threads.submit(() -> {
                    vm.copyIn(what, place);
                    vm.copyOut(place, back);
                    assertThat(what == file ? back : back.resolve("other")).hasBinaryContent(bytes);
                    return null;
                }));
            }
            for (Future<Void> copy : copies) {
                copy.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** So many random bytes, without holding them. */
    private static final class BoundedRandom extends InputStream {
        private final Random random = new Random(11);
        private long left;

        BoundedRandom(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int start, int length) {
            if (left <= 0) {
                return -1;
            }
            byte[] some = new byte[(int) Math.min(Math.min(length, left), 10_007)];
            random.nextBytes(some);
            System.arraycopy(some, 0, target, start, some.length);
            left -= some.length;
            return some.length;
        }
    }

    /** A tool of the host. */
    private static final class HostTool {
        private HostTool() {}

        static String run(String... command) throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        }
    }
}

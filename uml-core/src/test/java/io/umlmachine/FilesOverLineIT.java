package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.TestImage;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small files, read and written by the agent. */
@Timeout(120)
class FilesOverLineIT {

    private static UmlMachine vm;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String stat(String path) throws InterruptedException {
        return vm.exec("stat", "-c", "%a %u:%g %F", path).orThrow().stdout().strip();
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (int size : new int[] {0, 1, 4095, 65_536, 65_537, 1_000_000}) {
            byte[] content = random(size);
            vm.write("/root/content", content);
            assertThat(vm.read("/root/content")).isEqualTo(content);
            assertThat(vm.exec("stat", "-c", "%s", "/root/content").stdout()).isEqualTo(size + "\n");
        }
    }

    @Test
    void textIsUtf8UnderAnyName() throws Exception {
        String path = "/root/with space/ümläut '\"$x\n/file";
        vm.write(path, "größer €\n");
        assertThat(vm.readString(path)).isEqualTo("größer €\n");
        assertThat(vm.exec("cat", path).orThrow().stdout()).isEqualTo("größer €\n");
    }

    @Test
    void parentsAreMadeAndANewFileIsRootsAndReadable() throws Exception {
        vm.write("/srv/a/b/c/file", "x");
        assertThat(stat("/srv/a/b/c/file")).isEqualTo("644 0:0 regular file");
        assertThat(stat("/srv/a")).isEqualTo("755 0:0 directory");
    }

    @Test
    void anOldFileKeepsItsOwnerAndMode() throws Exception {
        vm.exec("sh", "-c", "echo old >/root/old; chown 12:34 /root/old; chmod 4751 /root/old")
                .orThrow();
        vm.write("/root/old", "new");
        assertThat(stat("/root/old")).isEqualTo("4751 12:34 regular file");
        vm.write("/root/old", "newer".getBytes(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(stat("/root/old")).isEqualTo("640 12:34 regular file");
        assertThat(vm.readString("/root/old")).isEqualTo("newer");
    }

    @Test
    void aReaderHasTheOldFileOrTheNewOne() throws Exception {
        vm.write("/root/whole", "a".repeat(500_000));
        GuestProcess watcher =
                vm.start(Command.of("sh", "-c", "exec 3</root/whole; echo open; read go; tr -d a <&3 | wc -c"));
        assertThat(watcher.stdout().readNBytes(5)).isEqualTo("open\n".getBytes());
        vm.write("/root/whole", "b".repeat(500_000));
        watcher.stdin().write('\n');
        assertThat(new String(watcher.stdout().readAllBytes()).strip()).isEqualTo("0");
        assertThat(vm.exec("sh", "-c", "ls -A /root | grep umlmachine").stdout())
                .isEmpty();
    }

    @Test
    void aSymbolicLinkIsFollowed() throws Exception {
        vm.exec(
                        "sh",
                        "-c",
                        "mkdir -p /srv/links; ln -sf ../links/target /srv/links/one; ln -sf /srv/links/one /root/link")
                .orThrow();
        vm.write("/root/link", "through");
        assertThat(vm.readString("/srv/links/target")).isEqualTo("through");
        assertThat(stat("/root/link")).contains("symbolic link");
        vm.exec("ln", "-sf", "loop", "/root/loop").orThrow();
        assertThatThrownBy(() -> vm.write("/root/loop", "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("symbolic links");
    }

    @Test
    void filesOfTheKernelAreReadAndWritten() throws Exception {
        assertThat(vm.readString("/proc/meminfo")).startsWith("MemTotal:");
        assertThat(vm.readString("/proc/sys/kernel/ostype")).isEqualTo("Linux\n");
        vm.write("/proc/sys/vm/swappiness", "17\n");
        assertThat(vm.readString("/proc/sys/vm/swappiness")).isEqualTo("17\n");
        vm.write("/dev/null", "gone");
        assertThat(stat("/dev/null")).contains("character special");
        assertThat(vm.read("/dev/null")).isEmpty();
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> vm.read("/no/such/file"))
                .isInstanceOfSatisfying(
                        NoSuchFileException.class, e -> assertThat(e.getFile()).isEqualTo("/no/such/file"))
                .hasMessageContaining("in the guest");
        assertThatThrownBy(() -> vm.read("/etc"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> vm.read("relative")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeWrittenSaysWhy() throws Exception {
        assertThatThrownBy(() -> vm.write("/etc", "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> vm.write("/etc/passwd/below", "x")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> vm.write("/proc/version", "x")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> vm.write("/proc/new", "x")).isInstanceOf(FileSystemException.class);
        vm.exec("sh", "-c", "touch /root/fixed; mkdir -p /mnt/full; mount -t tmpfs -o size=64k tmpfs /mnt/full")
                .orThrow();
        vm.write("/mnt/full/file", "old");
        assertThatThrownBy(() -> vm.write("/mnt/full/file", random(1_000_000)))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("No space");
        assertThat(vm.readString("/mnt/full/file")).isEqualTo("old");
        assertThat(vm.exec("ls", "-A", "/mnt/full").stdout()).isEqualTo("file\n");
        assertThatThrownBy(() -> vm.write("/root/x", new byte[17 << 20]))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("copy the file in");
        vm.exec("true").orThrow();
    }

    @Test
    void accessThatIsDeniedToRootIsAccessDenied() throws Exception {
        vm.exec("sh", "-c", "mkdir -p /mnt/ro; mount -t tmpfs -o ro tmpfs /mnt/ro")
                .orThrow();
        assertThatThrownBy(() -> vm.write("/mnt/ro/file", "x")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> vm.write("/proc/sys/kernel/no_such", "x"))
                .isInstanceOfAny(AccessDeniedException.class, NoSuchFileException.class);
    }

    @Test
    void aLimitHolds() throws Exception {
        vm.write("/root/limited", random(100_000));
        assertThat(vm.read("/root/limited", new ByteSize(100_000))).hasSize(100_000);
        assertThatThrownBy(() -> vm.read("/root/limited", new ByteSize(99_999)))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> vm.read("/dev/zero")).hasMessageContaining("larger");
        vm.exec("true").orThrow();
    }

    @Test
    void manyFilesAtOnceAndCommandsBesides() throws Exception {
        byte[] content = random(200_000);
        CompletableFuture<?>[] all = new CompletableFuture<?>[8];
        for (int i = 0; i < all.length; i++) {
            String path = "/root/many-" + i;
            all[i] = CompletableFuture.runAsync(() -> {
                try {
                    vm.write(path, content);
                    assertThat(vm.read(path)).isEqualTo(content);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        vm.exec("true").orThrow();
        CompletableFuture.allOf(all).get(100, TimeUnit.SECONDS);
    }

    @Test
    void aReadThatWaitsEndsWithAnInterrupt() throws Exception {
        // The kernel's log has no end: whoever has read it all waits for more.
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                vm.read("/dev/kmsg");
                outcome.complete(new AssertionError("It ended"));
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        reader.start();
        vm.exec("true").orThrow();
        assertThat(outcome).isNotDone();
        reader.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        vm.exec("true").orThrow();
    }

    @Test
    void aWriteThatIsInterruptedLeavesTheFileAsItWas() throws Exception {
        vm.write("/root/old-or-new", "old");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                vm.write("/root/old-or-new", random(15 << 20));
                outcome.complete(new AssertionError("It ended"));
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        writer.start();
        vm.exec("sh", "-c", "until ls -A /root | grep -q umlmachine; do sleep 0.05; done")
                .orThrow();
        writer.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        vm.exec("sh", "-c", "while ls -A /root | grep -q umlmachine; do sleep 0.05; done")
                .orThrow();
        assertThat(vm.readString("/root/old-or-new")).isEqualTo("old");
    }

    @Test
    void aDeathEndsReadsAndWrites() throws Exception {
        try (UmlMachine other = UmlMachine.builder().image(TestImage.path()).boot()) {
            CompletableFuture<Throwable> reading = outcomeOf(() -> other.read("/dev/kmsg"));
            CompletableFuture<Throwable> writing = outcomeOf(() -> other.write("/root/large", random(15 << 20)));
            other.exec("sh", "-c", "until ls -A /root | grep -q umlmachine; do sleep 0.05; done")
                    .orThrow();
            assertThatThrownBy(() -> other.exec("sh", "-c", "echo c >/proc/sysrq-trigger; sleep 1000"))
                    .isInstanceOf(GuestDiedException.class);
            assertThat(reading.get(10, TimeUnit.SECONDS)).isInstanceOf(GuestDiedException.class);
            assertThat(writing.get(10, TimeUnit.SECONDS)).isInstanceOf(GuestDiedException.class);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static CompletableFuture<Throwable> outcomeOf(Action action) {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
                outcome.complete(new AssertionError("It ended"));
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }
}

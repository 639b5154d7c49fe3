package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.Leftovers;
import io.umlmachine.testing.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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
}

package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.kernel.ElfProgram;
import io.umlmachine.testing.SigningKey;
import io.umlmachine.testing.TestMirror;
import io.umlmachine.testing.TinyDeb;
import io.umlmachine.testing.TinyElf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kernels from an archive: what is trusted, what is refused, and what stays in the cache. */
@Timeout(120)
class DebianKernelTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final String RELEASE = "dists/sid/InRelease";
    private static final String INDEX = "dists/sid/main/binary-amd64/Packages.xz";
    private static final String KERNEL = "pool/user-mode-linux_9.9um1-1.deb";
    private static final String LIBRARY = "pool/libc6_2.99-1.deb";
    private static final byte[] PROGRAM = TinyElf.program("/lib64/ld-tiny.so", "/lib64:/lib", "libc.so.6");

    @TempDir
    private Path temporary;

    private Path cache;
    private TestMirror mirror;

    @BeforeEach
    void publish() throws IOException {
        cache = temporary.resolve("cache");
        KEY.write(temporary.resolve("keyring"), 0, false);
        mirror = TestMirror.start();
        publish("9.9um1-1", kernelDeb(), "");
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    private void publish(String version, byte[] kernel, String fields) throws IOException {
        mirror.publishSuite(
                "sid",
                mirror.publish("libc6", "2.99-1", libraryDeb()) + mirror.publish("user-mode-linux", version, kernel),
                fields,
                KEY);
    }

    private static byte[] kernelDeb() throws IOException {
        return TinyDeb.of(Map.of("./usr/bin/linux.uml", PROGRAM));
    }

    private static byte[] libraryDeb() throws IOException {
        return TinyDeb.of(Map.of(
                "./usr/lib/x86_64-linux-gnu/ld-tiny.so",
                TinyElf.program("", ""),
                "./usr/lib/x86_64-linux-gnu/libc.so.6",
                TinyElf.program("", "", "ld-tiny.so", "libdeep.so.1"),
                "./usr/lib/x86_64-linux-gnu/libdeep.so.1",
                TinyElf.program("", ""),
                "./usr/lib/x86_64-linux-gnu/libother.so.1",
                TinyElf.program("", ""),
                "./usr/share/doc/libc.so.6",
                "not this one".getBytes(StandardCharsets.UTF_8)));
    }

    private DebianKernel.Builder kernel() {
        return DebianKernel.builder("sid")
                .mirror(mirror.uri())
                .keyring(temporary.resolve("keyring"))
                .cache(cache)
                .acceptExpired();
    }

    @Test
    void aKernelComesWithWhatItNeedsAndFindsItBesideItself() throws Exception {
        UmlKernel kernel = kernel().build().fetch();

        Path directory = kernel.path().getParent();
        assertThat(kernel.isExecutable()).isTrue();
        assertThat(namesIn(directory))
                .containsExactlyInAnyOrder("linux.uml", "ld-tiny.so", "libc.so.6", "libdeep.so.1");
        ElfProgram program = ElfProgram.parse(Files.readAllBytes(kernel.path()));
        assertThat(program.interpreter())
                .contains(directory.resolve("ld-tiny.so").toString());
        assertThat(program.libraryPath()).contains("$ORIGIN");
        assertThat(directory.resolve("ld-tiny.so")).isExecutable();
        assertThat(namesIn(cache))
                .hasSize(3)
                .contains("lock", directory.getFileName().toString());
    }

    @Test
    void aSecondCallNeedsNoMirror() throws Exception {
        UmlKernel kernel = kernel().build().fetch();
        mirror.close();

        assertThat(kernel().build().fetch()).isEqualTo(kernel);
    }

    @Test
    void theKernelsOfACacheThatWasMovedAreMadeAnew() throws Exception {
        UmlKernel before = kernel().build().fetch();
        cache = Files.move(cache, temporary.resolve("moved"));

        UmlKernel moved = kernel().build().fetch();

        assertThat(moved.path())
                .isEqualTo(cache.resolve(temporary.resolve("cache").relativize(before.path())));
        assertThat(ElfProgram.parse(Files.readAllBytes(moved.path())).interpreter())
                .contains(moved.path().resolveSibling("ld-tiny.so").toString());
        assertThat(mirror.requests().stream().filter(KERNEL::equals)).hasSize(2);
    }

    @Test
    void aRefreshGetsWhatIsNewAndLeavesWhatWasThere() throws Exception {
        UmlKernel old = kernel().build().fetch();
        int requests = mirror.requests().size();

        assertThat(kernel().build().refresh()).isEqualTo(old);
        assertThat(mirror.requests().subList(requests, mirror.requests().size()))
                .containsExactly(RELEASE, INDEX);

        publish("9.9um2-1", kernelDeb(), "");
        assertThat(kernel().build().fetch()).isEqualTo(old);
        UmlKernel current = kernel().build().refresh();
        assertThat(current).isNotEqualTo(old);
        assertThat(old.isExecutable()).isTrue();
        assertThat(kernel().build().fetch()).isEqualTo(current);
    }

    @Test
    void whatTheCacheHoldsIsListedOldKernelsToo() throws Exception {
        assertThat(DebianKernel.cached(cache)).isEmpty();
        UmlKernel first = kernel().build().fetch();
        publish("9.9um2-1", kernelDeb(), "");
        UmlKernel second = kernel().build().refresh();
        Files.createDirectory(cache.resolve("no kernel"));

        assertThat(DebianKernel.cached(cache)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aRefreshThatFailsLeavesTheCacheAsItWas() throws Exception {
        UmlKernel old = kernel().build().fetch();
        List<String> before = namesIn(cache);
        publish("9.9um2-1", kernelDeb(), "");
        mirror.put("pool/user-mode-linux_9.9um2-1.deb", new byte[10]);

        assertThatThrownBy(() -> kernel().build().refresh()).isInstanceOf(KernelException.class);
        assertThat(namesIn(cache)).isEqualTo(before);
        assertThat(kernel().build().fetch()).isEqualTo(old);
    }

    @Test
    void requestsWithOtherKeysOrMirrorsDoNotGetEachOthersKernels() throws Exception {
        kernel().build().fetch();
        SigningKey.generate().write(temporary.resolve("other"), 0, false);

        assertFails(kernel().keyring(temporary.resolve("other")), Problem.SIGNATURE, RELEASE);
    }

    @Test
    void threadsThatWantTheSameGetItOnce() throws Exception {
        CompletableFuture<UmlKernel> one = inBackground();
        CompletableFuture<UmlKernel> two = inBackground();

        assertThat(one.get()).isEqualTo(two.get());
        assertThat(mirror.requests()).containsExactly(RELEASE, INDEX, KERNEL, LIBRARY);
    }

    @Test
    void progressIsToldUpToTheEnd() throws Exception {
        List<DebianKernel.Progress> heard = new CopyOnWriteArrayList<>();
        kernel().onProgress(heard::add).build().fetch();

        assertThat(heard).extracting(DebianKernel.Progress::file).contains(address(KERNEL), address(LIBRARY));
        assertThat(heard.get(heard.size() - 1).received())
                .isEqualTo(heard.get(heard.size() - 1).total());
    }

    @Test
    void aListenerThatFailsEndsTheDownloadWithItsFailure() {
        assertThatThrownBy(() -> kernel().onProgress(progress -> {
                            throw new IllegalStateException("enough");
                        })
                        .build()
                        .fetch())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertNothingIsCached();
    }

    @Test
    void filesUnderTheirHashesAreTakenWhereTheMirrorHasThem() throws Exception {
        publish("9.9um1-1", kernelDeb(), "Acquire-By-Hash: yes\n");
        mirror.remove(INDEX);

        kernel().build().fetch();
    }

    @Test
    void aReleaseFileThatWasChangedIsRefused() {
        tamper(RELEASE, "Origin: Test", "Origin: Best");
        assertFails(kernel(), Problem.SIGNATURE, RELEASE).hasMessageContaining("somebody has changed it");
    }

    @Test
    void aReleaseFileWithSomethingBesideWhatIsSignedIsRefused() {
        byte[] signed = mirror.get(RELEASE);
        for (String release : new String[] {
            "Origin: Evil\n\n" + text(signed),
            text(signed) + "Origin: Evil\n",
            text(signed).replaceFirst("\n\n", "\nOrigin: Evil\n\n")
        }) {
            mirror.put(RELEASE, release.getBytes(StandardCharsets.UTF_8));
            assertFails(kernel(), Problem.SIGNATURE, RELEASE);
        }
    }

    @Test
    void aReleaseFileWithoutItsSignatureIsRefused() {
        mirror.put(RELEASE, "Codename: sid\n".getBytes(StandardCharsets.UTF_8));
        assertFails(kernel(), Problem.SIGNATURE, RELEASE).hasMessageContaining("not a text with an OpenPGP signature");
        mirror.put(RELEASE, new byte[0]);
        assertFails(kernel(), Problem.SIGNATURE, RELEASE);
    }

    @Test
    void aKeyThatIsNotTrustedIsNamed() throws Exception {
        SigningKey stranger = SigningKey.generate();
        mirror.publishSuite("sid", "", "", stranger);
        assertFails(kernel(), Problem.SIGNATURE, RELEASE)
                .hasMessageContaining("is not in " + temporary.resolve("keyring"))
                .hasMessageContaining("debian-archive-keyring");
    }

    @Test
    void anotherSuitesReleaseFileIsRefused() throws Exception {
        mirror.publishSuite("bookworm", "", "", KEY);
        mirror.put(RELEASE, mirror.get("dists/bookworm/InRelease"));
        assertFails(kernel(), Problem.SIGNATURE, RELEASE).hasMessageContaining("bookworm");
    }

    @Test
    void aSuiteMayBeCalledByEitherOfItsNames() throws Exception {
        mirror.put("dists/testing/InRelease", mirror.get(RELEASE));
        mirror.put(INDEX.replace("sid", "testing"), mirror.get(INDEX));
        DebianKernel.builder("testing")
                .mirror(mirror.uri())
                .keyring(temporary.resolve("keyring"))
                .cache(cache)
                .build()
                .fetch();
    }

    @Test
    void anIndexThatWasChangedIsRefused() throws Exception {
        mirror.put(INDEX, TinyDeb.xz("Package: user-mode-linux\n".getBytes(StandardCharsets.UTF_8)));
        assertFails(kernel(), Problem.CHECKSUM, INDEX).hasMessageContaining("the signed release file");
    }

    @Test
    void aPackageThatWasChangedIsRefused() {
        byte[] deb = mirror.get(KERNEL).clone();
        deb[deb.length / 2] ^= 1;
        mirror.put(KERNEL, deb);
        assertFails(kernel(), Problem.CHECKSUM, KERNEL).hasMessageContaining("the package index");
        mirror.put(KERNEL, new byte[1 << 20]);
        assertFails(kernel(), Problem.CHECKSUM, KERNEL).hasMessageContaining("longer than");
    }

    @Test
    void aPackageThatTheSuiteLacksIsNamed() throws Exception {
        mirror.publishSuite("sid", mirror.publish("libc6", "2.99-1", libraryDeb()), "", KEY);
        assertFails(kernel(), Problem.PACKAGE, INDEX).hasMessageContaining("no package user-mode-linux");
    }

    @Test
    void aLibraryThatIsNotThereIsNamed() throws Exception {
        publish(
                "9.9um1-1",
                TinyDeb.of(Map.of(
                        "./usr/bin/linux.uml", TinyElf.program("/lib64/ld-tiny.so", "/lib64:/lib", "libnobody.so.1"))),
                "");
        assertFails(kernel(), Problem.PACKAGE, LIBRARY).hasMessageContaining("libnobody.so.1");
    }

    @Test
    void whatIsSignedButNotUnderstoodIsNamed() throws Exception {
        publish("9.9um1-1", TinyDeb.withData("data.tar.zst", new byte[100]), "");
        assertFails(kernel(), Problem.FORMAT, KERNEL).hasMessageContaining("data.tar.zst");
        publish("9.9um1-1", "no archive".getBytes(StandardCharsets.UTF_8), "");
        assertFails(kernel(), Problem.FORMAT, KERNEL);
        publish("9.9um1-1", TinyDeb.of(Map.of("./usr/bin/linux.uml", new byte[100])), "");
        assertFails(kernel(), Problem.FORMAT, KERNEL).hasMessageContaining("no ELF file");
        publish("9.9um1-1", TinyDeb.of(Map.of("./usr/bin/other", PROGRAM)), "");
        assertFails(kernel(), Problem.PACKAGE, KERNEL).hasMessageContaining("/usr/bin/linux.uml");
        mirror.publishSuite("sid", "Package: libc6\nVersion\n", "", KEY);
        assertFails(kernel(), Problem.FORMAT, INDEX);
        mirror.put(RELEASE, KEY.sign("Codename: sid\n"));
        assertFails(kernel(), Problem.FORMAT, RELEASE).hasMessageContaining("SHA256");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        mirror.remove(LIBRARY);
        assertFails(kernel(), Problem.DOWNLOAD, LIBRARY).hasMessageContaining("404");
        mirror.remove(RELEASE);
        assertFails(kernel(), Problem.DOWNLOAD, RELEASE).hasMessageContaining("404");
    }

    @Test
    void aConnectionThatBreaksIsAFailedDownload() {
        mirror.cut(KERNEL);
        assertFails(kernel(), Problem.DOWNLOAD, KERNEL);
    }

    @Test
    void aMirrorThatDoesNotAnswerIsNamed() {
        mirror.close();
        assertFails(kernel(), Problem.DOWNLOAD, RELEASE);
    }

    @Test
    void aDownloadThatTakesTooLongEnds() {
        mirror.stall(KERNEL);
        assertFails(kernel().timeout(Duration.ofSeconds(2)), Problem.TIMEOUT, KERNEL)
                .hasMessageContaining("2.0 s");
    }

    @Test
    void aWaitForAnotherThreadsDownloadThatTakesTooLongEnds() throws Exception {
        var stall = mirror.stall(KERNEL);
        CompletableFuture<UmlKernel> first = inBackground();
        await().until(() -> mirror.requests().contains(KERNEL));

        assertThatThrownBy(
                        () -> kernel().timeout(Duration.ofMillis(200)).build().fetch())
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TIMEOUT))
                .hasMessageContaining(cache.toString());
        stall.countDown();
        first.get();
    }

    @Test
    void anInterruptEndsADownloadAndLeavesNothing() throws Exception {
        mirror.stall(KERNEL);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                kernel().build().fetch();
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        thread.start();
        await().until(() -> mirror.requests().contains(KERNEL));
        thread.interrupt();

        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertNothingIsCached();
    }

    @Test
    void whatAKilledProgramLeftIsRemoved() throws Exception {
        Path left = Files.createDirectories(cache.resolve("1-1-1"));
        Files.createFile(left.resolve("lock"));
        Files.write(left.resolve("half.deb"), new byte[1000]);

        kernel().build().fetch();
        assertThat(left).doesNotExist();
    }

    @Test
    void anotherProgramsDownloadIsWaitedForAndItsDeathLeavesNothing() throws Exception {
        var stall = mirror.stall(KERNEL);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProgram.class.getName(),
                        mirror.uri(),
                        temporary.resolve("keyring").toString(),
                        cache.toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("other.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(50)).until(() -> mirror.requests().contains(KERNEL));
            assertThatThrownBy(() ->
                            kernel().timeout(Duration.ofMillis(300)).build().fetch())
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TIMEOUT))
                    .hasMessageContaining("Another thread or program");
            assertThat(namesIn(cache)).hasSize(2);
        } finally {
            other.destroyForcibly().waitFor();
        }
        stall.countDown();

        Path directory = kernel().build().fetch().path().getParent();
        assertThat(namesIn(cache))
                .hasSize(3)
                .contains("lock", directory.getFileName().toString());
    }

    /** Gets the kernel, as another Java program does. */
    static final class OtherProgram {
        public static void main(String[] args) throws InterruptedException {
            DebianKernel.builder("sid")
                    .mirror(args[0])
                    .keyring(Path.of(args[1]))
                    .cache(Path.of(args[2]))
                    .acceptExpired()
                    .build()
                    .fetch();
        }
    }

    @Test
    void aFileThatIsNoKeyringIsNamed() throws Exception {
        Path empty = Files.createFile(temporary.resolve("empty"));
        Path text = Files.writeString(temporary.resolve("text"), "no keys here\n");
        Path missing = temporary.resolve("missing");
        for (Path file : List.of(empty, text, missing)) {
            assertThatExceptionOfType(KernelException.class)
                    .isThrownBy(() -> kernel().keyring(file).build().fetch())
                    .withMessageContaining(file.toString());
        }
    }

    @Test
    void aCacheThatCannotBeUsedIsNamed() throws Exception {
        cache = Files.createFile(temporary.resolve("file"));
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> kernel().build().fetch())
                .withMessageContaining(cache.toString())
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.CACHE));
    }

    @Test
    void optionsThatCannotWorkAreRefusedAtOnce() {
        assertThatThrownBy(() -> DebianKernel.of("../sid")).hasMessageContaining("../sid");
        assertThatThrownBy(() -> kernel().mirror("file:///debian")).hasMessageContaining("file:///debian");
        assertThatThrownBy(() -> kernel().mirror("http://a b")).hasMessageContaining("malformed");
        assertThatThrownBy(() -> kernel().timeout(Duration.ZERO)).hasMessageContaining("positive");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            DebianKernel.Builder kernel, Problem problem, String path) {
        try {
            return assertThatThrownBy(() -> kernel.build().fetch())
                    .isInstanceOfSatisfying(KernelException.class, e -> {
                        assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem);
                        assertThat(e.subject()).isEqualTo(address(path));
                    })
                    .hasMessageContaining(address(path));
        } finally {
            assertThat(namesIn(cache)).noneMatch(name -> name.matches(".*-.*-.*"));
        }
    }

    private void assertNothingIsCached() {
        assertThat(namesIn(cache)).containsExactly("lock");
    }

    private String address(String path) {
        return mirror.uri() + "/" + path;
    }

    private void tamper(String path, String was, String becomes) {
        mirror.put(path, text(mirror.get(path)).replace(was, becomes).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private CompletableFuture<UmlKernel> inBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return kernel().build().fetch();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<String> namesIn(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

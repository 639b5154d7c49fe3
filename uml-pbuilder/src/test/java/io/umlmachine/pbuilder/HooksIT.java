package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of a host directory in real machines. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HooksIT {

    @TempDir
    private Path directory;

    private Path hooks;
    private Pbuilder pbuilder;

    @BeforeEach
    void configure() throws IOException {
        hooks = Files.createDirectory(directory.resolve("hooks"));
        pbuilder = Pbuilder.with(
                TestConfig.trusting(directory).hookDirectory(hooks).build());
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    private void hook(String name, String text) throws IOException {
        Path file = Files.writeString(hooks.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What every hook says: where it is in the order, and what it finds. */
    private void recordingHooks(String letters) throws IOException {
        Files.writeString(hooks.resolve("helper"), """
                state=$(test -e /build/*/debian/control && echo unpacked || echo empty)
                test -e /build/*.changes && state=built
                test -e /usr/bin/hello && state="$state,hello"
                echo "hook $letter $(id -un) $PWD $PBUILDER_OPERATION $BUILDDIR $DISTRIBUTION $BUILD_ARCH/$HOST_ARCH $state"
                """);
        for (char letter : letters.toCharArray()) {
            hook(
                    letter + "10record",
                    "#!/bin/sh\nletter=" + letter + "\n. \"$HOOKDIR/helper\"\necho \"arguments: $*\"\n");
        }
        hook("A10record~", "echo hook copy of an editor");
        hook("A10record.bak", "echo hook copy of an editor");
        hook("A1short", "echo hook without two digits");
        Files.writeString(hooks.resolve("A11plain"), "echo hook that is not executable");
    }

    private List<String> said(BuildResult result) throws IOException {
        return Files.readAllLines(result.log()).stream()
                .filter(line -> line.startsWith("hook ") || line.startsWith("arguments: thing"))
                .toList();
    }

    private BuildRequest request(SourcePackage source) throws IOException {
        return BuildRequest.of(source.write(directory.resolve("source")));
    }

    @Test
    @Proves({"HOOKDIR", "names of hooks", "hook environment", "hook A", "hook B", "hook D", "hook H", "hook I"})
    void hooksRunInTheirOrderWithTheirEnvironment() throws IOException, InterruptedException {
        recordingHooks("ABCDEFGHI");
        hook("A05earlier", "echo hook earlier");
        String suite = pbuilder.config().distribution();
        String place = " root / build /build " + suite + " amd64/amd64 ";

        BuildResult result = pbuilder.build(request(
                        SourcePackage.of("thing", "1").buildDepends("hello").buildScript("echo hook no, the build")))
                .orThrow();

        assertThat(said(result))
                .containsExactly(
                        "hook H" + place + "empty",
                        "hook D" + place + "empty",
                        "hook earlier",
                        "hook A" + place + "unpacked,hello",
                        "hook no, the build",
                        "hook B" + place + "built,hello",
                        // What has left the machine is not there any more.
                        "hook I" + place + "unpacked,hello",
                        "arguments: thing_1.dsc thing_1.tar.xz thing_1_amd64.buildinfo thing_1_amd64.deb"
                                + " thing_1_amd64.changes");
    }

    @Test
    @Proves("hook C")
    void aFailedBuildRunsTheHookForThatAndStaysWhatItIs() throws IOException, InterruptedException {
        recordingHooks("BCI");
        hook("C90network", "getent hosts localhost; cat /proc/net/route; exit 9");

        BuildResult result =
                pbuilder.build(request(SourcePackage.of("thing", "1").buildScript("sleep 1000 & exit 1")));

        assertThat(result.outcome()).isInstanceOf(BuildResult.Outcome.Failed.class);
        assertThat(said(result)).hasSize(1).first().asString().startsWith("hook C root / build");
        assertThat(result.log())
                .content()
                .contains("The hook C90network failed with")
                // A route that is none of the loopback's: the network is there again.
                .containsPattern("(?m)^(?:eth|vec)0\\t");
    }

    @Test
    @Proves("hook environment")
    void aHookThatFailsFailsTheBuild() throws IOException {
        hook("B10no", "#!/bin/sh\necho not good enough\nexit 4\n");
        BuildRequest request = request(SourcePackage.of("thing", "1"));

        assertThatThrownBy(() -> pbuilder.build(request)).isInstanceOfSatisfying(HookException.class, e -> {
            assertThat(e.point()).isEqualTo(HookPoint.AFTER_BUILD);
            assertThat(e.hook()).isEqualTo("B10no");
            assertThat(e.status()).isEqualTo(ExitStatus.exited(4));
            assertThat(e).hasMessageContaining("not good enough");
        });
        assertThat(directory.resolve("results")).isDirectoryNotContaining("glob:**.deb");
    }

    @Test
    @Proves({"hook F", "hook H"})
    void aSessionHasItsHooks() throws IOException, InterruptedException {
        hook("H10first", "echo \"$PBUILDER_OPERATION\" >/root/order");
        hook("F10second", "echo F >>/root/order");
        Path script = Files.writeString(directory.resolve("script"), "cat /root/order");

        ExecResult result = pbuilder.execute(script);

        assertThat(result.stdout()).isEqualTo("execute\nF\n");
        hook("F20no", "exit 3");
        assertThatThrownBy(() -> pbuilder.execute(script))
                .isInstanceOfSatisfying(
                        HookException.class, e -> assertThat(e.point()).isEqualTo(HookPoint.BEFORE_SESSION));
    }

    @Test
    @Proves("--local-package")
    void dependenciesComeFromPackagesOfTheHost() throws IOException, InterruptedException {
        BuildResult first = pbuilder.build(request(SourcePackage.of("first", "0.1")
                        .file("debian/substvars", "")
                        .buildScript("true")))
                .orThrow();

        BuildResult second = pbuilder.build(request(SourcePackage.of("second", "1")
                        .buildDepends("first (= 0.1)")
                        .buildScript("cat /usr/share/test/changelog"))
                .localPackages(first.debs()));

        assertThat(second.orThrow().log()).content().contains("first (0.1) unstable");
    }
}

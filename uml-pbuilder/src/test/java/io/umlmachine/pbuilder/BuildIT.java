package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.umlmachine.ByteSize;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestDiedException;
import io.umlmachine.MachineMetrics;
import io.umlmachine.Terminal;
import io.umlmachine.TerminalSize;
import io.umlmachine.UmlMachines;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.internal.report.PageReader;
import io.umlmachine.testing.Proves;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds in real machines. The base image is in the user's image store; the first run makes it. */
class BuildIT {

    private static final Logger LOG = LoggerFactory.getLogger(BuildIT.class);

    private static final Path TUN = Path.of("/dev/net/tun");

    @TempDir
    private Path directory;

    private Path results;
    private Pbuilder pbuilder;

    @BeforeAll
    static void makeTheImage() throws IOException, InterruptedException {
        Path script = Files.createTempFile("true", ".sh");
        try {
            Pbuilder.with(PbuilderConfig.builder().build()).execute(script);
        } finally {
            Files.delete(script);
        }
    }

    @BeforeEach
    void configure() {
        results = directory.resolve("results");
        pbuilder = Pbuilder.with(TestConfig.usual(directory).build());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(UmlMachines.live()).isEmpty();
        assertThat(names(directory.resolve("place"))).isEmpty();
        assertThat(names(results)).noneMatch(name -> name.startsWith("."));
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static ProcessHandle kernelOfThisProgram() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().command().orElse("").endsWith("linux.uml"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> programsOfThisProgram() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().command().stream())
                .toList();
    }

    private BuildRequest request(SourcePackage source) throws IOException {
        return BuildRequest.of(source.write(directory.resolve("source")));
    }

    private Path script(String text) throws IOException {
        return Files.writeString(directory.resolve("a script.sh"), text);
    }

    @Test
    @Proves({
        "build",
        "build user",
        "empty result directory",
        "UML_BUILDRESULT",
        "DEB_BUILD_OPTIONS",
        "--pkgname-logfile"
    })
    void aSourceBecomesCheckedPackagesInPlace() throws IOException, InterruptedException {
        List<BuildEvent> events = new ArrayList<>();
        BuildResult result = pbuilder.build(request(SourcePackage.of("thing", "1:2.0")
                        .buildScript("echo \"I am $(id -un) in $PWD, $HOME, $LC_ALL, $DEB_BUILD_OPTIONS\""))
                .report(ReportOptions.besideLog())
                .onEvent(events::add));

        assertThat(result.status()).isEqualTo(ExitStatus.exited(0));
        assertThat(result.orThrow().debs()).singleElement().satisfies(deb -> {
            assertThat(deb).hasParent(results).exists();
            assertThat(Files.getOwner(deb)).isEqualTo(Files.getOwner(directory));
        });
        assertThat(result.changes().orElseThrow().architectures()).contains("source");
        result.changes().orElseThrow().verify();
        assertThat(result.buildinfo()).get().satisfies(file -> assertThat(file).exists());
        assertThat(result.log()).hasParent(results);
        assertThat(Files.readString(result.log()))
                .contains("$ dpkg-buildpackage -us -uc")
                .contains("I am pbuilder in /build/thing-2.0, /nonexistent, C.UTF-8, parallel=1");
        assertThat(result.phases())
                .extracting(PhaseTime::phase)
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(BuildPhase.CHECK)));
        assertThat(events).first().isInstanceOf(BuildEvent.Started.class);
        assertThat(events)
                .contains(new BuildEvent.PhaseStarted(BuildPhase.COLLECT))
                .anyMatch(event -> event.toString().startsWith("I am pbuilder"));
        assertThat(names(results))
                .hasSize(8)
                .allMatch(name -> name.startsWith("thing_2.0"))
                .contains("thing_2.0.dsc", "thing_2.0_amd64.changes", "thing_2.0_amd64.json");
        assertThat(result.log())
                .content()
                .contains("The kernel is " + result.machine().kernel().orElseThrow() + ", /");
        MachineMetrics use = result.machine().use().orElseThrow();
        assertThat(use.cpuTime()).isPositive();
        assertThat(use.memoryInUse()).isBetween(ByteSize.mebibytes(10), ByteSize.gibibytes(1));
        assertThat(events).last().isEqualTo(new BuildEvent.Reported(results.resolve("thing_2.0_amd64.html")));
        String page = Files.readString(result.report().orElseThrow());
        assertThat(PageReader.of(page).requireSelfContained().text())
                .contains("thing 1:2.0", "/usr/share/test/changelog", "I am pbuilder in /build", "Peak memory")
                .contains(result.machine().base().orElseThrow().getParent().getFileName() + ", generation ");
    }

    @Test
    @Proves("results on failure")
    void aBuildThatFailsIsAResultWithItsStatus() throws IOException, InterruptedException {
        BuildResult result =
                pbuilder.build(request(SourcePackage.of("failing", "1").buildScript("echo no reason; exit 3")));
        assertThat(result.success()).isFalse();
        // make(1) exits with 2 whatever its recipes exit with, and dpkg-buildpackage passes that on.
        assertThat(result.outcome()).isEqualTo(new Outcome.Failed(ExitStatus.exited(2)));
        assertThat(result.debs()).isEmpty();
        assertThat(result.log()).content().contains("no reason").contains("Error 3");
        assertThatThrownBy(result::orThrow)
                .isInstanceOf(BuildFailedException.class)
                .hasMessageContaining(result.log().toString());
        assertThat(names(results)).containsExactly(result.log().getFileName().toString());
    }

    @Test
    @Proves("dependencies by apt")
    void dependenciesThatNobodyHasAreAptsFailure() throws IOException {
        BuildRequest request = request(SourcePackage.of("needy", "1").buildDepends("no-such-package (>= 7)"));
        assertThatThrownBy(() -> pbuilder.build(request)).isInstanceOfSatisfying(DependencyException.class, e -> {
            assertThat(e).hasMessageContaining("no-such-package").hasMessageContaining("needy_1_");
            assertThat(e.failure().status()).isEqualTo(ExitStatus.exited(100));
            assertThat(e.failure().log()).content().contains("no-such-package");
        });
    }

    @Test
    @Proves("dependencies by apt")
    void dependenciesAreInstalled() throws IOException, InterruptedException {
        pbuilder.build(request(SourcePackage.of("hungry", "1")
                        .buildDepends("debhelper-compat (= 13), hello")
                        .buildScript("hello; dh_listpackages")))
                .orThrow();
    }

    @Test
    void aPartThatWasTamperedWithStopsTheBuildBeforeAnythingBoots() throws IOException {
        BuildRequest request = request(SourcePackage.of("tampered", "1"));
        Files.write(directory.resolve("source/tampered_1.tar.gz"), new byte[] {1});
        List<BuildEvent> events = new ArrayList<>();
        assertThatThrownBy(() -> pbuilder.build(request.onEvent(events::add)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("tampered_1.tar.gz");
        assertThat(events).doesNotContain(new BuildEvent.PhaseStarted(BuildPhase.PREPARE));
    }

    @Test
    @Proves("no network in the build")
    void theBuildHasLoopbackAndNoNetwork() throws IOException, InterruptedException {
        String check = """
                perl -MIO::Socket::INET -e '
                    my $server = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die "no loopback: $@";
                    IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $server->sockport) or die "no loopback: $@";
                    for my $peer ("10.0.2.2:80", "10.0.2.3:53", "192.0.2.1:80") {
                        IO::Socket::INET->new(PeerAddr => $peer, Timeout => 5) and die "reached $peer";
                        print "$peer: $!\\n";
                    }'
                test -z "$(cat /sys/class/net/*/flags | grep -v '^0x9$' | grep '[13579bdf]$')"
                """;
        AtomicReference<List<String>> programs = new AtomicReference<>(List.of("nothing was heard of the build"));
        SourcePackage source = SourcePackage.of("lonely", "1").buildScript(check);
        BuildResult result = pbuilder.build(request(source).onEvent(event -> {
            if (event.toString().startsWith("10.0.2.2:80: ")) {
                programs.set(programsOfThisProgram());
            }
        }));
        // The host's side is gone too, not only the guest's.
        assertThat(programs.get())
                .anyMatch(program -> program.endsWith("linux.uml"))
                .noneMatch(program -> program.endsWith("slirp4netns"));
        assertThat(result.orThrow().log())
                .content()
                .contains("10.0.2.2:80: Network is unreachable")
                .contains("192.0.2.1:80: Network is unreachable");
    }

    @Proves("TIMEOUT")
    @Test
    void aBuildThatTakesTooLongIsKilled() throws IOException, InterruptedException {
        Pbuilder impatient = Pbuilder.with(
                pbuilder.config().toBuilder().set(ConfigKey.TIMEOUT, "3s").build());
        BuildResult result =
                impatient.build(request(SourcePackage.of("slow", "1").buildScript("sleep 1000")));
        assertThat(result.outcome()).isInstanceOf(Outcome.TimedOut.class);
        assertThat(result.success()).isFalse();
        assertThat(result.phases()).extracting(PhaseTime::phase).doesNotContain(BuildPhase.COLLECT);
    }

    @Test
    void interruptingTheThreadEndsTheMachineWithinASecond() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        BuildRequest request = request(SourcePackage.of("endless", "1").buildScript("echo begun; sleep 1000"))
                .onEvent(event -> {
                    if (event.toString().equals("begun")) {
                        building.countDown();
                    }
                });
        CompletableFuture<BuildResult> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(pbuilder.build(request));
            } catch (IOException | InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        building.await();
        long begin = System.nanoTime();
        thread.interrupt();
        assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("Cancelled within {} ms", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        assertThat(results.resolve("endless_1_amd64.build")).content().contains("InterruptedException");
    }

    @Test
    @Proves("failure is failure")
    void aPanicIsNeverASuccess() throws IOException {
        Path script = script("echo 1 >/proc/sys/kernel/sysrq; echo c >/proc/sysrq-trigger; exit 0");
        assertThatThrownBy(() -> pbuilder.execute(script))
                .isInstanceOfSatisfying(
                        GuestDiedException.class, e -> assertThat(e.panicked()).isTrue());
    }

    @Test
    @Proves("failure is failure")
    void aMachineThatDiesDuringTheBuildIsNeverASuccess() throws IOException {
        BuildRequest request = request(SourcePackage.of("doomed", "1").buildScript("echo begun; sleep 1000"))
                .onEvent(event -> {
                    if (event.toString().equals("begun")) {
                        kernelOfThisProgram().destroyForcibly();
                    }
                });
        assertThatThrownBy(() -> pbuilder.build(request)).isInstanceOf(GuestDiedException.class);
        assertThat(results.resolve("doomed_1_amd64.build"))
                .content()
                .contains("begun")
                .contains("GuestDiedException");
    }

    @Test
    void twoBuildsOfTheSameSourceAtOnce() throws Exception {
        BuildRequest request = request(SourcePackage.of("twin", "1"));
        CompletableFuture<BuildResult> other = CompletableFuture.supplyAsync(() -> {
            try {
                return pbuilder.build(request);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        BuildResult one = pbuilder.build(request).orThrow();
        BuildResult two = other.get().orThrow();
        assertThat(one.log()).isNotEqualTo(two.log()).exists();
        assertThat(two.log()).exists();
        // The files of the later one are in place, all of them.
        Path changes = one.changes().orElseThrow().file();
        assertThat(two.changes().orElseThrow().file()).isEqualTo(changes);
        Changes placed = Changes.read(changes);
        placed.verify();
        assertThat(placed).isIn(one.changes().orElseThrow(), two.changes().orElseThrow());
    }

    @Test
    @Proves("BINARY_ARCH")
    void onlyBinaryPackagesWhenAsked() throws IOException, InterruptedException {
        Pbuilder binary = Pbuilder.with(pbuilder.config().toBuilder()
                .scope(BuildScope.ARCHITECTURE_DEPENDENT)
                .build());
        Path source = directory.resolve("source");
        BuildResult result = binary.build(request(SourcePackage.of("half", "1")).resultDirectory(source));
        assertThat(result.orThrow().changes().orElseThrow().architectures()).doesNotContain("source");
        Dsc.read(source.resolve("half_1.dsc")).verify();
    }

    @Test
    void aSourceIsNotReplacedByWhatIsBuiltFromIt() throws IOException {
        BuildRequest request = request(SourcePackage.of("careful", "1")).resultDirectory(directory.resolve("source"));
        assertThatThrownBy(() -> pbuilder.build(request))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("would replace the source");
    }

    @Test
    @Proves({"execute", "words with spaces", "UML_MOUNT_TMPFS", "files below /tmp", "sources anywhere"})
    void aScriptGetsItsArgumentsAsTheyAre() throws IOException, InterruptedException {
        Path script = script("for x; do printf '<%s>' \"$x\"; done; id -un; df /tmp | tail -1; exit 7");
        ExecResult result = pbuilder.execute(script, "two words", "", "quote'\"$x", "line\nbreak");
        assertThat(result.stdout()).startsWith("<two words><><quote'\"$x><line\nbreak>root\ntmpfs");
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    @Proves("execute")
    void aScriptHasLiveStreams() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitStatus status = pbuilder.execute(ExecuteRequest.of(script("#!/bin/cat\n"), "-")
                .stdin(new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8)))
                .stdout(out)
                .stderr(err));
        assertThat(status).isEqualTo(ExitStatus.exited(0));
        assertThat(out).hasToString("#!/bin/cat\ntyped");
        assertThat(err).hasToString("");
    }

    @Test
    @Proves({"login", "UML_HOSTNAME"})
    void aShellRunsOnATerminal() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] typed = "stty size; hostname; exit 5\n".getBytes(StandardCharsets.UTF_8);
        ExitStatus status = pbuilder.login(
                Terminal.of(new ByteArrayInputStream(typed), out, () -> new TerminalSize(101, 33), "vt100"));
        assertThat(status).isEqualTo(ExitStatus.exited(5));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("33 101").contains("clean-room");
    }

    /** A user who may not open the device of taps is told that first: such hosts have a test of their own. */
    @Test
    void aTapThatIsNotThereIsNamed() throws IOException {
        assumeTrue(Files.isWritable(TUN), TUN + " is not this user's to open");
        TunTapException failure = failureOfTap();
        assertThat(failure.problem()).isEqualTo(Problem.NO_SUCH_TAP);
        assertThat(failure).hasMessageContaining("no-such-tap");
    }

    @Test
    void aHostWithoutTapsForThisUserIsToldSo() throws IOException {
        assumeFalse(Files.isWritable(TUN), TUN + " is this user's to open");
        TunTapException failure = failureOfTap();
        if (Files.exists(TUN)) {
            assertThat(failure.problem()).isEqualTo(Problem.DEVICE_CLOSED);
            assertThat(failure).hasMessageContaining("This user may not open " + TUN);
        } else if (Files.exists(Path.of("/sys/class/misc/tun"))) {
            assertThat(failure.problem()).isEqualTo(Problem.DEVICE_MISSING);
            assertThat(failure).hasMessageContaining("There is no " + TUN);
        } else {
            assertThat(failure.problem()).isEqualTo(Problem.NO_KERNEL_SUPPORT);
            assertThat(failure).hasMessageContaining("modprobe tun");
        }
    }

    private TunTapException failureOfTap() throws IOException {
        Pbuilder tap = Pbuilder.with(pbuilder.config().toBuilder()
                .set(ConfigKey.MY_ETH0, "tuntap,no-such-tap")
                .build());
        Path script = script("true");
        return catchThrowableOfType(TunTapException.class, () -> tap.execute(script));
    }

    @Test
    void anImageThatIsNotThereIsToldBeforeAnythingBoots() throws IOException {
        Pbuilder image = Pbuilder.with(
                pbuilder.config().toBuilder().image(directory.resolve("none")).build());
        Path script = script("true");
        assertThatThrownBy(() -> image.execute(script))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("create makes it");
    }
}

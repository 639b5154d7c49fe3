package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.LintianTag.Severity;
import io.umlmachine.pbuilder.SystemDifference.Kind;
import io.umlmachine.pbuilder.SystemDifference.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks packages in real machines. The first run makes the base image, and the one with lintian. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ChecksIT {

    private static final String PROGRAM = """
            mkdir -p debian/tmp/usr/bin
            printf '#!/bin/sh\\necho greetings from %s\\n' "$(dpkg-parsechangelog -SSource)" >debian/tmp/usr/bin/greet
            chmod 755 debian/tmp/usr/bin/greet
            """;

    @TempDir
    private Path directory;

    private Path results;
    private Pbuilder pbuilder;

    @BeforeEach
    void configure() {
        results = directory.resolve("results");
        pbuilder = Pbuilder.with(TestConfig.trusting(directory).build());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(UmlMachines.live()).isEmpty();
        try (Stream<Path> files = Files.list(directory.resolve("place"))) {
            assertThat(files).isEmpty();
        }
    }

    private BuildRequest request(SourcePackage source) throws IOException {
        return BuildRequest.of(source.write(directory.resolve("source")));
    }

    private static <T extends CheckResult> T only(Class<T> kind, List<CheckResult> results) {
        return results.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSoundPackagePassesEveryCheck() throws IOException, InterruptedException {
        String tests = """
                Tests: greets
                Restrictions: superficial

                Test-Command: test "$(id -u)" = 0; echo "as root" >&2
                Features: test-name=root
                Restrictions: needs-root allow-stderr
                Depends: @

                Tests: elsewhere
                Restrictions: needs-reboot
                """;
        List<BuildEvent> events = new ArrayList<>();
        BuildResult result = pbuilder.build(request(SourcePackage.of("sound", "1")
                        .installScript(PROGRAM)
                        .file("debian/tests/control", tests)
                        .file(
                                "debian/tests/greets",
                                "#!/bin/sh\ngreet | grep -q sound && test \"$(id -un)\" = pbuilder\n"))
                .checks(Check.autopkgtest(), Check.installation())
                .onEvent(events::add));

        assertThat(result.checks())
                .allSatisfy(
                        check -> assertThat(check.passed()).as(check.toString()).isTrue());
        assertThat(result.passed()).isTrue();
        CheckResult.Tested tested = only(CheckResult.Tested.class, result.checks());
        assertThat(tested.tests()).extracting(TestRun::name).containsExactly("greets", "root", "elsewhere");
        assertThat(tested.tests().get(0).superficial()).isTrue();
        assertThat(tested.tests().get(1).outcome()).isEqualTo(new TestRun.Passed());
        assertThat(tested.tests().get(2).outcome())
                .isEqualTo(new TestRun.Skipped("the restriction needs-reboot is not supported"));
        CheckResult.Installed installed = only(CheckResult.Installed.class, result.checks());
        assertThat(installed.packages()).containsExactly("sound");
        assertThat(installed.differences()).isEmpty();
        assertThat(result.phases()).extracting(PhaseTime::phase).containsExactly(BuildPhase.values());
        assertThat(events)
                .contains(new BuildEvent.CheckStarted(Check.autopkgtest()), new BuildEvent.CheckFinished(tested));
    }

    @Test
    void whatIsWrongIsToldAndThePackagesStay() throws IOException, InterruptedException {
        String postinst = """
                mkdir -p debian/tmp/DEBIAN debian/tmp/etc
                cat >debian/tmp/DEBIAN/postinst <<'END'
                #!/bin/sh -e
                mkdir -p /var/lib/untidy
                echo state >/var/lib/untidy/state
                groupadd --system untidy
                dpkg-divert --package untidy --divert /usr/bin/true.real --rename /usr/bin/true
                ln /usr/bin/true.real /usr/bin/true
                chmod 700 /usr/games
                END
                chmod 755 debian/tmp/DEBIAN/postinst
                """;
        BuildResult built =
                pbuilder.build(request(SourcePackage.of("untidy", "1").installScript(PROGRAM + postinst)));
        List<CheckResult> checks = pbuilder.check(
                built.orThrow(),
                Check.lintian().failOn(Severity.ERROR),
                Check.command("sh", "-c", "greet; echo but no >&2; exit 3"),
                Check.installation());

        assertThat(checks).hasSize(3).noneMatch(CheckResult::passed);
        assertThat(only(CheckResult.Linted.class, checks).faults())
                .contains(new LintianTag(Severity.ERROR, "untidy", "binary", "no-copyright-file", ""));
        assertThat(only(CheckResult.Tested.class, checks).tests())
                .singleElement()
                .satisfies(test -> {
                    assertThat(test.failed()).isTrue();
                    assertThat(test.outcome()).hasToString("failed: it ended with exit code 3");
                });
        List<SystemDifference> differences =
                only(CheckResult.Installed.class, checks).differences();
        assertThat(differences)
                .contains(
                        new SystemDifference(Kind.LEFT, Thing.FILE, "/var/lib/untidy/state", List.of()),
                        new SystemDifference(Kind.LEFT, Thing.DIRECTORY, "/var/lib/untidy", List.of()),
                        new SystemDifference(Kind.LEFT, Thing.FILE, "/usr/bin/true.real", List.of()),
                        new SystemDifference(Kind.LEFT, Thing.GROUP, "untidy", List.of()),
                        new SystemDifference(
                                Kind.CHANGED,
                                Thing.DIRECTORY,
                                "/usr/games",
                                List.of(new SystemDifference.Aspect("mode", "0755", "0700"))))
                .anyMatch(difference -> difference.kind() == Kind.LEFT && difference.thing() == Thing.DIVERSION)
                .hasSize(6);
        assertThat(built.debs()).allSatisfy(deb -> assertThat(deb).exists());
        assertThat(results.resolve("untidy_1_amd64.check")).content().contains("greetings from untidy");
    }
}

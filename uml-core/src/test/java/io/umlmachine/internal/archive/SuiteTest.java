package io.umlmachine.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.host.TimeLimit;
import io.umlmachine.testing.SigningKey;
import io.umlmachine.testing.TestMirror;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a release file is judged by the calendar. */
@Timeout(60)
class SuiteTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final String VALIDITY = "Valid-Until: Fri, 06 Nov 2026 08:08:01 UTC\n";
    private static final Instant END = Instant.parse("2026-11-06T08:08:01Z");

    @TempDir
    private Path temporary;

    @Test
    void aReleaseFileIsGoodUntilTheDayThatItNames() throws Exception {
        try (TestMirror mirror = TestMirror.start()) {
            mirror.publishSuite("forky", "", VALIDITY, KEY);

            open(mirror, END, true);
            open(mirror, END.plusSeconds(1), false);
            assertThatThrownBy(() -> open(mirror, END.plusSeconds(1), true))
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.EXPIRED))
                    .hasMessageContaining("2026-11-06T08:08:01Z")
                    .hasMessageContaining(mirror.uri() + "/dists/forky/InRelease");
        }
    }

    @Test
    void aValidityThatCannotBeReadIsNoValidity() throws Exception {
        try (TestMirror mirror = TestMirror.start()) {
            mirror.publishSuite("forky", "", "Valid-Until: for ever\n", KEY);
            assertThatThrownBy(() -> open(mirror, END, true))
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FORMAT))
                    .hasMessageContaining("for ever");
        }
    }

    private void open(TestMirror mirror, Instant now, boolean checkValidity) throws Exception {
        Keyring keyring = Keyring.read(List.of(KEY.write(temporary.resolve("keyring"), 0, true)));
        Suite suite = Suite.open(
                "forky",
                Mirror.at(mirror.uri(), new AptConfig(Map.of()), TimeLimit.in(Duration.ofSeconds(30))),
                new Suite.Trust(keyring, checkValidity, now),
                Files.createTempDirectory(temporary, "suite"));
        assertThat(suite.find(Set.of())).isEmpty();
    }
}

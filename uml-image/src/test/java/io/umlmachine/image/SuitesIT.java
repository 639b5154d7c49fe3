package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.Slirp;
import io.umlmachine.testing.Proves;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's other suites. Their images are kept in this user's store: made in the first run, and found in the others. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SuitesIT {

    @ParameterizedTest
    @CsvSource({"trixie,13", "sid,/sid"})
    @Proves("DISTRIBUTION")
    void aSystemBootsAndItsAptWorks(String suite, String version) throws Exception {
        DebianImage image =
                DebianImage.builder(suite).onProgress(System.out::println).build();

        try (UmlMachine machine =
                UmlMachine.builder().image(image).network(Slirp.create()).boot()) {
            assertThat(machine.readString("/etc/debian_version")).contains(version);
            // The mirror at hand may stand still; to that the host's apt says yes or no, and the guest's no.
            machine.exec(Command.of("apt-get", "-o", "Acquire::Check-Valid-Until=false", "--error-on=any", "update")
                            .timeout(Duration.ofMinutes(5)))
                    .orThrow();
            assertThat(machine.exec("apt-cache", "policy", "hello").orThrow().stdout())
                    .contains("Candidate: 2.");
        }
        ImageManifest manifest = image.manifest().orElseThrow();
        assertThat(manifest.packages())
                .containsKeys("base-files", "dpkg", "apt", "perl-base", "libc6")
                .hasSizeBetween(60, 150);
        assertThat(manifest.recipe().suite()).isEqualTo(suite);
    }
}

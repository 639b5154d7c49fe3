package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from the archive that this host's apt uses. */
class DebianSourceIT {

    @TempDir
    private Path directory;

    @Test
    void aSourcePackageComesWithItsParts() throws IOException, InterruptedException {
        Dsc dsc = DebianSource.fetch("authbind", "2.1.3", directory.resolve("new"));
        assertThat(dsc.file()).hasParent(directory.resolve("new"));
        dsc.verify();
    }

    @Test
    void aSuiteHasItsOwnVersion() throws IOException, InterruptedException {
        String suite = PbuilderConfig.builder().build().distribution();
        Dsc dsc = DebianSource.fetchFrom(suite, "authbind", directory);
        assertThat(dsc.source()).isEqualTo("authbind");
        dsc.verify();
        assertThat(DebianSource.fetchFrom(suite, "authbind", directory)).isEqualTo(dsc);
        assertThatThrownBy(() -> DebianSource.fetchFrom("warty", "authbind", directory))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("authbind/warty");
    }

    @Test
    void aVersionThatTheArchiveDoesNotHaveIsToldInAptsWords() {
        assertThatThrownBy(() -> DebianSource.fetch("authbind", "0.0.1", directory))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("authbind=0.0.1")
                .hasMessageContaining("E: ");
    }

    @Test
    void whatIsNoNameNeverReachesApt() {
        assertThatThrownBy(() -> DebianSource.fetch("-o", "1", directory)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebianSource.fetch("hello", "1 2", directory))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DebianSource.fetchFrom("a suite", "hello", directory))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

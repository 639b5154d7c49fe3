package io.umlmachine.image.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.internal.disk.Node.Directory;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochTest {

    private final GuestTree tree = new GuestTree(new Directory(Attributes.ofRoot(0755, 0)), 0);

    @Test
    void aSystemIsOfTheMomentOfItsYoungestReleaseFile() throws IOException {
        release("a_dists_bookworm_InRelease", "Sat, 17 May 2025 09:12:42 UTC");
        release("a_dists_bookworm-updates_InRelease", "Tue, 3 Jun 2025 20:01:02 UTC");
        release("b_dists_own_Release", "Mon, 02 Jun 2025 08:00:00 GMT");

        assertThat(Epoch.ofReleases(tree)).hasValue(Epoch.of(Instant.parse("2025-06-03T20:01:02Z")));
    }

    @Test
    void otherFilesAndDatesThatAreNoneDoNotCount() throws IOException {
        release("a_main_binary-amd64_Packages", "Sat, 17 May 2025 09:12:42 UTC");
        release("a_InRelease", "yesterday");
        tree.write("/var/lib/apt/lists/b_InRelease", "Suite: stable\n");

        assertThat(Epoch.ofReleases(tree)).isEmpty();
    }

    @Test
    void aSystemWithoutListsHasNone() throws IOException {
        assertThat(Epoch.ofReleases(tree)).isEmpty();
    }

    @Test
    void itsDayIsCountedAsInShadow() {
        assertThat(new Epoch(1_700_000_000).day()).isEqualTo(19_675);
    }

    @Test
    void programsGetItAsReproducibleBuildsDo() {
        assertThat(new Epoch(1_700_000_000).environment()).isEqualTo(Map.of("SOURCE_DATE_EPOCH", "1700000000"));
    }

    private void release(String name, String date) throws IOException {
        tree.write(
                "/var/lib/apt/lists/" + name,
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nDate: " + date
                        + "\nSuite: stable\n");
    }
}

package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same recipe and the same packages lead to the same bytes. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ReproducibleIT {

    @TempDir
    Path directory;

    @Test
    void twoBuildsInTwoPlacesAreTheSameToTheByte() throws Exception {
        assertSame(Bootstrap.MMDEBSTRAP);
    }

    /** It takes minutes: a machine configures the packages, twice. */
    @Test
    @EnabledIfSystemProperty(named = "umlmachine.reproducible.debootstrap", matches = "true")
    void soAreTwoBuildsWhosePackagesAMachineConfigured() throws Exception {
        assertSame(Bootstrap.DEBOOTSTRAP);
    }

    private void assertSame(Bootstrap bootstrap) throws Exception {
        DebianImage one = image("one", bootstrap);
        DebianImage other = image("other", bootstrap);
        try (MachineImage.Lease first = one.acquire();
                MachineImage.Lease second = other.acquire()) {
            System.out.println(one.manifest().orElseThrow().phases());
            assertThat(Files.mismatch(first.path(), second.path())).isEqualTo(-1);
            assertThat(one.manifest().orElseThrow().dataSha256())
                    .isEqualTo(other.manifest().orElseThrow().dataSha256());
            assertThat(one.manifest().orElseThrow().packages())
                    .isEqualTo(other.manifest().orElseThrow().packages());
            System.out.println(one.manifest().orElseThrow().dataSha256());
        }
        try (UmlMachine machine = UmlMachine.builder().image(one).boot()) {
            long free = Long.parseLong(machine.exec("sh", "-c", "df --block-size=1 --output=avail / | tail -n 1")
                    .orThrow()
                    .stdout()
                    .strip());
            // The guest has written a little since it booted.
            assertThat(free)
                    .isBetween(
                            ByteSize.mebibytes(98).bytes(),
                            ByteSize.mebibytes(101).bytes());
        }
    }

    private DebianImage image(String store, Bootstrap bootstrap) {
        return DebianImage.builder("bookworm")
                .freeSpace(ByteSize.mebibytes(100))
                .bootstrap(bootstrap)
                .store(ImageStore.at(directory.resolve(store)))
                .onProgress(event -> {
                    if (!(event instanceof ImageEvent.LogLine)) {
                        System.out.println(event);
                    }
                })
                .build();
    }
}

package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.TestArchive;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fixture that the other tests stand on. */
@Timeout(600)
class SignedArchiveIT {

    @TempDir
    Path directory;

    @Test
    void anImageIsMadeFromItAndItsGuestsReachIt() throws Exception {
        try (TestArchive archive = TestArchive.start(directory)) {
            DebianImage image = archive.image(ImageStore.at(directory.resolve("store")))
                    .onProgress(System.out::println)
                    .build();
            ImageManifest manifest = image.create();
            assertThat(manifest.packages()).containsKeys("apt", "dpkg", "perl-base");

            archive.add("umlmachine-test", "1.0", Map.of("/usr/share/umlmachine-test", "hello\n"));
            try (UmlMachine machine = UmlMachine.builder()
                    .image(image)
                    .network(TestArchive.guestNetwork())
                    .boot()) {
                // The recipe's files are honoured by and by; this test stands before.
                machine.write(archive.guestApt().path(), archive.guestApt().content());
                machine.exec("apt-get", "--error-on=any", "update").orThrow();
                machine.exec("apt-get", "install", "-y", "umlmachine-test").orThrow();
                assertThat(machine.readString("/usr/share/umlmachine-test")).isEqualTo("hello\n");
            }
        }
    }
}

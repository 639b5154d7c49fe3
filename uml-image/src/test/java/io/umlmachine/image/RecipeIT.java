package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.ForwardProxy;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.testing.Proves;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a recipe takes effect, whichever tool makes the image. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RecipeIT {

    @TempDir
    Path directory;

    /** Those that the property {@code umlmachine.recipe.tools} names: debootstrap takes minutes, every time. */
    static Stream<Bootstrap> tools() {
        return Arrays.stream(System.getProperty("umlmachine.recipe.tools", "MMDEBSTRAP")
                        .split(","))
                .map(Bootstrap::valueOf);
    }

    @ParameterizedTest
    @MethodSource("tools")
    @Proves({
        "rootstrap.conf include",
        "rootstrap.conf exclude",
        "rootstrap.conf install",
        "rootstrap.conf purge",
        "rootstrap.conf hostname",
        "rootstrap.conf http_proxy",
        "rootstrap.conf mirror",
        "MIRRORSITE",
        "EXTRAPACKAGES",
        "REMOVEPACKAGES"
    })
    void allOptionsTakeEffect(Bootstrap tool) throws Exception {
        try (TestArchive archive = TestArchive.start(directory);
                TestArchive other = TestArchive.start(Files.createDirectory(directory.resolve("other")));
                ForwardProxy proxy = ForwardProxy.start()) {
            List<ImageEvent> events = new CopyOnWriteArrayList<>();
            archive.add("included", "1", Map.of("/usr/share/included", "i\n"));
            archive.add("installed-after", "1", Map.of("/usr/share/installed-after", "a\n"));
            archive.add("purged", "1", Map.of("/usr/share/purged", "p\n"));
            other.add("included", "2", Map.of("/usr/share/included", "i2\n"));
            other.add("from-other", "1", Map.of("/usr/share/from-other", "o\n"));
            DebianImage image = DebianImage.builder(TestArchive.SUITE)
                    .mirror(archive.uri())
                    .keyring(archive.keyring())
                    .store(ImageStore.at(directory.resolve("store")))
                    .bootstrap(tool)
                    .proxy(proxy.uri())
                    .source(new AptSource(other.uri(), TestArchive.SUITE, List.of("main")).signedBy(other.keyring()))
                    .include("included", "from-other", "purged")
                    .exclude("tzdata")
                    .installAfter("installed-after")
                    .purge("purged")
                    .file(GuestFile.of("/etc/motd", "of the recipe\n").permissions("rw-r-----"))
                    .hostname("one.mirror.example")
                    .locale("C.UTF-8")
                    .aptOption("APT::Install-Suggests", "true")
                    .script(new GuestScript(
                            "first", "echo first says >&2; echo 1 >>/var/lib/order; pwd >>/var/lib/order"))
                    .script(new GuestScript("second", "#!/usr/bin/perl\nopen F, '>>', '/var/lib/order'; print F 2;"))
                    .onProgress(events::add)
                    .build();

            try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
                assertThat(image.manifest().orElseThrow().packages())
                        .containsEntry("included", "2")
                        .containsKeys("from-other", "installed-after")
                        .doesNotContainKeys("tzdata", "purged");
                assertThat(machine.readString("/etc/motd")).isEqualTo("of the recipe\n");
                assertThat(machine.exec("stat", "-c", "%U %G %a", "/etc/motd").stdout())
                        .isEqualTo("root root 640\n");
                assertThat(machine.readString("/etc/hostname")).isEqualTo("one.mirror.example\n");
                assertThat(machine.readString("/etc/hosts")).contains("127.0.1.1 one.mirror.example one\n");
                assertThat(machine.readString("/etc/default/locale")).isEqualTo("LANG=C.UTF-8\n");
                assertThat(machine.exec("apt-config", "dump").stdout()).contains("APT::Install-Suggests \"true\";");
                assertThat(machine.readString("/var/lib/order")).isEqualTo("1\n/\n2");
                assertThat(machine.readString("/etc/apt/sources.list").lines())
                        .containsExactly(
                                "deb [signed-by=/etc/apt/keyrings/test-archive.gpg] " + archive.uri()
                                        + " bookworm main",
                                "deb [signed-by=/etc/apt/keyrings/2-test-archive.gpg] " + other.uri()
                                        + " bookworm main");
                assertThat(machine.exec("ls", "/etc/apt/apt.conf.d").stdout()).doesNotContain("99mmdebstrap");
                assertThat(machine.exec("test", "-e", "/etc/resolv.conf").exitCode())
                        .isEqualTo(1);
                assertThat(machine.exec("test", "-e", "/usr/sbin/policy-rc.d").exitCode())
                        .isEqualTo(1);
            }
            assertThat(proxy.requests())
                    .extracting(URI::getPort)
                    .contains(
                            URI.create(archive.uri()).getPort(),
                            URI.create(other.uri()).getPort());
            assertThat(events)
                    .filteredOn(ImageEvent.LogLine.class::isInstance)
                    .extracting(event -> ((ImageEvent.LogLine) event).line())
                    .contains("first says");
        }
    }
}

package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlKernel;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.testing.Kernels;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image that is really made, of the smallest system, for that is quick. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CreationIT {

    @TempDir
    private Path directory;

    private void hook(String name, String text) throws IOException {
        Path hooks = Files.createDirectories(directory.resolve("hooks"));
        Files.setPosixFilePermissions(
                Files.writeString(hooks.resolve(name), text), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Proves({"create", "hook E", "hook G", "hook H", "PBUILDER_UML_IMAGE", "rootstrap -u", "rootstrap.conf umlargs"})
    @Test
    void hooksRunInANewImageWhichIsCopiedToItsFile() throws Exception {
        for (String name : List.of("E10record", "G10record", "G20record", "H10record")) {
            hook(
                    name,
                    "#!/bin/sh\necho " + name
                            + " $PBUILDER_OPERATION $(grep -o told=so /proc/cmdline) $(uname -r) | tee -a /root/order\n");
        }
        UmlKernel kernel = Kernels.trixie();
        Path file = directory.resolve("base.img");
        PbuilderConfig config = PbuilderConfig.builder()
                .hookDirectory(directory.resolve("hooks"))
                .image(file)
                .build();
        List<ImageEvent> events = new CopyOnWriteArrayList<>();
        try (TestArchive archive = TestArchive.start(directory)) {
            DebianImage image = archive.image(ImageStore.at(directory.resolve("store")))
                    .kernel(kernel)
                    .kernelArgument("told=so")
                    .build();

            Creation.create(image, config, events::add);

            assertThat(image.manifest().orElseThrow().generation()).isEqualTo(1);
        }
        String context = " create told=so " + kernel.version();
        List<String> order = Stream.of("H10record", "G10record", "G20record", "E10record")
                .map(name -> name + context)
                .toList();
        assertThat(events)
                .filteredOn(ImageEvent.LogLine.class::isInstance)
                .extracting(event -> ((ImageEvent.LogLine) event).line())
                .containsExactlyElementsOf(order);
        try (UmlMachine machine = UmlMachine.builder().image(file).boot()) {
            assertThat(machine.readString("/root/order").lines()).containsExactlyElementsOf(order);
        }
    }
}

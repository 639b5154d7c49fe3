package io.umlmachine.junit;

import static io.umlmachine.junit.UmlAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageLayer;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.ImageStore;
import io.umlmachine.junit.testing.TestProgram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images of Debian, which the forks of one test run share. */
@Timeout(900)
class SharedImageIT {

    private static final String FILE = "/etc/uml-junit-shared-image";
    private static final String MADE = "made by this JVM: ";

    @Test
    void ofTwoForksAtOnceOneMakesTheImageAndAllTestsOfBothUseIt() throws Exception {
        DebianImage image = image();
        if (image.isBuilt()) {
            ImageStore.standard().remove(image.name());
        }
        try {
            List<CompletableFuture<String>> forks = Stream.of(1, 2)
                    .map(fork -> CompletableFuture.supplyAsync(SharedImageIT::fork))
                    .toList();
            List<String> outputs = forks.stream().map(CompletableFuture::join).toList();

            assertThat(outputs)
                    .allSatisfy(output -> assertThat(output)
                            .contains("SUCCESSFUL test one(UmlMachine)", "SUCCESSFUL test two(UmlMachine)")
                            .doesNotContain("FAILED"));
            assertThat(outputs).filteredOn(output -> output.contains(MADE)).hasSize(1);
        } finally {
            ImageStore.standard().remove(image.name());
        }
    }

    private static String fork() {
        try {
            return TestProgram.run(Map.of(), List.of(), TestProgram.classPath(), One.class, Two.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DebianImage image() {
        return DebianImage.builder("bookworm")
                .onProgress(event -> {
                    if (event instanceof ImageEvent.PhaseFinished) {
                        System.out.println(MADE + event);
                    }
                })
                .build()
                .with(ImageLayer.of().file(GuestFile.of(FILE, "the layer\n")));
    }

    static class Fresh implements ImageSource {
        @Override
        public MachineImage image() {
            return SharedImageIT.image();
        }
    }

    @UmlTest(image = Fresh.class)
    static class One {
        @Test
        void one(@Machine UmlMachine machine) throws Exception {
            assertThat(machine.readString(FILE)).isEqualTo("the layer\n");
        }
    }

    @UmlTest(image = Fresh.class)
    static class Two {
        @Test
        void two(@Machine UmlMachine machine) throws Exception {
            assertThat(machine.readString(FILE)).isEqualTo("the layer\n");
        }
    }

    static class Bookworm implements RecipeSource {
        @Override
        public ImageRecipe recipe() {
            return ImageRecipe.builder("bookworm").build();
        }
    }

    @Nested
    @UmlTest(image = Bookworm.class)
    class OfARecipe {
        @Test
        void theMachineIsWhatTheRecipeSays(@Machine UmlMachine machine) throws InterruptedException {
            assertThat(machine.exec("dpkg-query", "-W", "-f", "${db:Status-Status}", "base-files"))
                    .succeeded()
                    .hasStdout("installed");
        }
    }

    @Nested
    @UmlTest(suite = "bookworm")
    class OfASuite {
        @Test
        void theMachineIsOfTheSuite(@Machine UmlMachine machine) throws InterruptedException {
            assertThat(machine.exec("cat", "/etc/os-release"))
                    .succeeded()
                    .hasStdoutContaining("VERSION_CODENAME=bookworm");
        }
    }
}

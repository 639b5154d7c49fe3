package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.internal.report.PageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds sources that need each other's packages. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BuildQueueIT {

    @TempDir
    private Path directory;

    private BuildRequest request(SourcePackage source) throws IOException {
        return BuildRequest.of(source.write(directory.resolve("source")));
    }

    @Test
    void builtPackagesAreWhatLaterOnesAreBuiltWith() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(TestConfig.trusting(directory).build())
                .layers(LayerPolicy.keep().directory(directory.resolve("layers")));
        QueueReport report = BuildQueue.of(pbuilder)
                .atOnce(2)
                .inDependencyOrder(true)
                .run(List.of(
                        request(SourcePackage.of("uml-test-user", "1")
                                .buildDepends("uml-test-library (= 7)")
                                .buildScript("zcat -f /usr/share/test/changelog | head -1")),
                        request(SourcePackage.of("uml-test-library", "7")),
                        request(SourcePackage.of("uml-test-broken", "1").buildScript("exit 3"))));
        assertThat(report.entries().get(0).outcome())
                .as(report.toString())
                .isInstanceOfSatisfying(QueueOutcome.Built.class, built -> {
                    assertThat(built.result().log()).content().contains("uml-test-library (7) unstable");
                    assertThat(built.result().layer().orElseThrow().packages())
                            .containsExactly("uml-test-library_7_amd64");
                });
        assertThat(report.entries().get(1).success()).isTrue();
        assertThat(report.entries().get(2).outcome()).isInstanceOf(QueueOutcome.Failed.class);
        Path page = directory.resolve("queue.html");
        report.writeTo(page);
        assertThat(PageReader.of(Files.readString(page)).requireSelfContained().text())
                .contains("2 of 3 sources built", "uml-test-library_7_amd64.deb", "Error 3");
        assertThat(report.debs()).hasSize(2).allSatisfy(deb -> assertThat(deb).exists());
        assertThat(UmlMachines.live()).isEmpty();
    }
}

package io.umlmachine.samples.buildqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import io.umlmachine.pbuilder.QueueOutcome;
import io.umlmachine.pbuilder.QueueReport;
import io.umlmachine.samples.embedded.TinySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PackageQueueIT {

    @TempDir
    private Path directory;

    @Test
    void aSourceIsBuiltWithWhatAnotherOneMakes() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path user = new TinySource("user", "used", "test -f /usr/share/used/changelog").write(directory);
        Path used = new TinySource("used", "", "true").write(directory);
        Path unable = new TinySource("unable", "", "echo it cannot be; false").write(directory);

        QueueReport report = PackageQueue.build(
                List.of(user, used, unable),
                directory.resolve("results"),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(report.entries().get(0).outcome()).isInstanceOf(QueueOutcome.Built.class);
        assertThat(report.entries().get(1).outcome()).isInstanceOf(QueueOutcome.Built.class);
        assertThat(report.entries().get(2).outcome())
                .isInstanceOfSatisfying(
                        QueueOutcome.Failed.class,
                        failed -> assertThat(failed.result().log()).content().contains("it cannot be"));
        assertThat(report.debs()).hasSize(2).allSatisfy(deb -> assertThat(deb).exists());
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsSubsequence("used 1.0: started", "used 1.0: built in", "user 1.0: started", "2 of 3 built in");
        assertThat(UmlMachines.live()).isEmpty();
    }
}

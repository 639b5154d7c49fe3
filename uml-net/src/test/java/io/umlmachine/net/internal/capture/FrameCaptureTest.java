package io.umlmachine.net.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ByteSize;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.CaptureStatistics;
import io.umlmachine.net.PcapReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames on their way from a switch to a file. */
@Timeout(60)
class FrameCaptureTest {

    @TempDir
    private Path directory;

    @Test
    void theFileHasTheFramesSoonAndTheRestAtTheEnd() throws IOException {
        Path path = directory.resolve("a.pcap");
        AtomicInteger closes = new AtomicInteger();
        FrameCapture capture = FrameCapture.start(path, CaptureOptions.defaults(), closed -> closes.incrementAndGet());
        capture.accept(new byte[] {1, 2, 3, 4}, 3);
        await().until(() -> PcapReader.read(path).size() == 1);
        assertThat(PcapReader.read(path).get(0).bytes()).containsExactly(1, 2, 3);
        for (int i = 0; i < 1000; i++) {
            capture.accept(new byte[100], 100);
        }
        capture.close();
        capture.close();
        capture.accept(new byte[100], 100);
        assertThat(PcapReader.read(path)).hasSize(1001);
        assertThat(capture.isRunning()).isFalse();
        assertThat(capture.statistics())
                .isEqualTo(new CaptureStatistics(1001, new ByteSize(24 + 19 + 1000 * 116), 0, false));
        assertThat(closes).hasPositiveValue();
    }

    @Test
    void whatIsTooMuchForTheFileIsCountedAndNotKept() throws IOException {
        // Reading the pipe not at all makes its file as slow as can be.
        Path pipe = directory.resolve("pipe");
        try {
            new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        // Opened for both, or the capture would wait for a reader.
        try (java.io.RandomAccessFile reader = new java.io.RandomAccessFile(pipe.toFile(), "rw")) {
            FrameCapture capture = FrameCapture.start(pipe, CaptureOptions.defaults(), closed -> {});
            byte[] frame = new byte[1500];
            for (int i = 0; i < 20_000; i++) {
                capture.accept(frame, frame.length);
            }
            assertThat(capture.statistics().lost()).isBetween(10_000L, 16_000L);
            Thread drain = new Thread(() -> {
                byte[] bytes = new byte[1 << 16];
                try {
                    while (reader.read(bytes) >= 0) {
                        // All of it, so that the capture can end.
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            drain.setDaemon(true);
            drain.start();
            capture.close();
            assertThat(capture.statistics().packets() + capture.statistics().lost())
                    .isEqualTo(20_000);
        }
    }

    @Test
    void endsByItselfAtTheLimit() throws IOException {
        Path path = directory.resolve("b.pcap");
        FrameCapture capture =
                FrameCapture.start(path, CaptureOptions.defaults().limit(ByteSize.kibibytes(1)), closed -> {});
        for (int i = 0; i < 100; i++) {
            capture.accept(new byte[100], 100);
        }
        await().until(() -> !capture.isRunning());
        assertThat(capture.statistics().limitReached()).isTrue();
        List<PcapReader.Packet> packets = PcapReader.read(path);
        assertThat(packets).hasSize((1024 - 24) / 116);
        capture.close();
    }

    @Test
    void aFileThatCannotBeMadeIsRefusedAndAnInterruptDoesNotHinderIt() throws IOException {
        Path nowhere = directory.resolve("no/where.pcap");
        assertThatThrownBy(() -> FrameCapture.start(nowhere, CaptureOptions.defaults(), closed -> {}))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        Thread.currentThread().interrupt();
        FrameCapture capture = FrameCapture.start(directory.resolve("c.pcap"), CaptureOptions.defaults(), closed -> {});
        capture.accept(new byte[60], 60);
        capture.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(PcapReader.read(directory.resolve("c.pcap"))).hasSize(1);
    }
}

package io.umlmachine.net.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.PcapReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of packets in the hands of its writer. */
class PcapFileTest {

    @TempDir
    private Path directory;

    private static CaptureOptions options(long snapLength, long limit) {
        return new CaptureOptions(new ByteSize(snapLength), new ByteSize(limit));
    }

    @Test
    void neverGrowsBeyondItsLimitAndEndsThereForGood() throws IOException {
        Path path = directory.resolve("limited.pcap");
        long limit = PcapFile.HEADER + 3 * (PcapFile.RECORD_HEADER + 100) + 50;
        try (PcapFile file = PcapFile.create(path, options(1000, limit))) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.append(i, new byte[100], 100, 100)).isTrue();
            }
            assertThat(file.isFull()).isFalse();
            assertThat(file.append(3, new byte[100], 100, 100)).isFalse();
            // One that would fit is not to look as if nothing had been left out before it.
            assertThat(file.append(4, new byte[1], 1, 1)).isFalse();
            assertThat(file.isFull()).isTrue();
        }
        assertThat(PcapReader.read(path)).hasSize(3);
        assertThat(Files.size(path)).isLessThanOrEqualTo(limit);
    }

    @Test
    void writesManyPacketsWithoutBeingToldToFlush() throws IOException {
        Path path = directory.resolve("many.pcap");
        try (PcapFile file = PcapFile.create(path, options(2000, 1 << 30))) {
            for (int i = 0; i < 5000; i++) {
                file.append(i, new byte[1500], 1500, 1500);
            }
            assertThat(file.packets()).isGreaterThan(4900);
        }
        assertThat(PcapReader.read(path)).hasSize(5000);
    }

    @Test
    void replacesAnOldFile() throws IOException {
        Path path = Files.write(directory.resolve("old.pcap"), new byte[5000]);
        PcapFile.create(path, CaptureOptions.defaults()).close();
        assertThat(PcapReader.read(path)).isEmpty();
    }
}

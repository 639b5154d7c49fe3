package io.umlmachine.net.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.net.CaptureOptions;
import io.umlmachine.net.PcapReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is written is what a strict reader reads. */
class PcapFilePropertyTest {

    @Property(tries = 200)
    void holdsWhatWasAppendedAndIsWholeAfterEachFlush(
            @ForAll @Size(max = 20) List<byte[]> packets,
            @ForAll @IntRange(min = 1, max = 300) int snapLength,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long nanos)
            throws IOException {
        Path path = Files.createTempFile("packets", ".pcap");
        try (PcapFile file =
                PcapFile.create(path, new CaptureOptions(new ByteSize(snapLength), ByteSize.mebibytes(1)))) {
            assertThat(PcapReader.read(path)).isEmpty();
            for (int i = 0; i < packets.size(); i++) {
                byte[] packet = packets.get(i);
                assertThat(file.append(nanos + i, packet, packet.length, packet.length + 7))
                        .isTrue();
                file.flush();
                List<PcapReader.Packet> read = PcapReader.read(path);
                assertThat(read).hasSize(i + 1);
                assertThat(read.get(i).nanos()).isEqualTo(nanos + i);
                assertThat(read.get(i).originalLength()).isEqualTo(packet.length + 7);
                assertThat(read.get(i).bytes()).isEqualTo(Arrays.copyOf(packet, Math.min(packet.length, snapLength)));
                assertThat(file.size().bytes()).isEqualTo(Files.size(path));
                assertThat(file.packets()).isEqualTo(i + 1);
            }
        } finally {
            Files.delete(path);
        }
    }
}

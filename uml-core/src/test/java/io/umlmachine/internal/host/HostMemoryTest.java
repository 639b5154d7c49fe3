package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.internal.host.HostMemory.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {

    @TempDir
    private Path temporary;

    @Test
    void readsTheHostsMemory() throws Exception {
        assertThat(HostMemory.memTotal(List.of("MemTotal:       24684096 kB", "MemFree:  17792796 kB")))
                .isEqualTo(ByteSize.kibibytes(24_684_096));
        assertThatThrownBy(() -> HostMemory.memTotal(List.of("MemFree: 1 kB"))).isInstanceOf(IOException.class);
        assertThat(HostMemory.total().size()).isGreaterThan(ByteSize.mebibytes(64));
    }

    @Test
    void theLowerLimitCountsAndSaysWhatItIs() {
        Limit low = new Limit(ByteSize.mebibytes(1), "low");
        Limit high = new Limit(ByteSize.mebibytes(2), "high");
        assertThat(low.least(high)).isEqualTo(low);
        assertThat(high.least(low)).isEqualTo(low);
    }

    @Test
    void aFileSystemHasASizeAndFreeRoomWithinIt() throws Exception {
        assertThat(HostMemory.free(temporary))
                .isLessThanOrEqualTo(HostMemory.store(temporary).size());
    }
}

package io.umlmachine.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocatedSizeTest {

    @TempDir
    private Path directory;

    @Test
    void aHoleTakesNoSpace() throws Exception {
        Path file = directory.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
            assertThat(AllocatedSize.of(file)).isLessThan(1 << 20);
            sparse.write(new byte[1 << 20]);
            sparse.getFD().sync();
        }
        assertThat(AllocatedSize.of(file)).isBetween(1L << 20, 1L << 21);
        assertThat(AllocatedSize.of(Files.createSymbolicLink(directory.resolve("link"), file)))
                .isEqualTo(AllocatedSize.of(file));
    }

    @Test
    void aFileThatIsNotThereIsAnErrorWithItsName() {
        assertThatThrownBy(() -> AllocatedSize.of(directory.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }
}

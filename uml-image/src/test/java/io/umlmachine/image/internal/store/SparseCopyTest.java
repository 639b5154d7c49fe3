package io.umlmachine.image.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseCopyTest {

    private static final long HOLE = 512L << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4095, 65_535, 65_536, 65_537, 300_000})
    void theCopyIsTheSame(long size) throws IOException {
        byte[] content = new byte[(int) size];
        for (int i = 0; i < content.length; i++) {
            // Zeros between 65,536 and 196,608.
            content[i] = (byte) (i < 65_536 || i > 196_608 ? i % 251 : 0);
        }
        Path from = Files.write(directory.resolve("from"), content);
        Path to = directory.resolve("to");
        SparseCopy.copy(from, to);
        assertThat(to).hasBinaryContent(content);
    }

    @Test
    void holesTakeNoRoom() throws IOException {
        Path from = directory.resolve("from");
        try (FileChannel out = FileChannel.open(from, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(new byte[] {1}), HOLE - 1);
        }
        Path to = directory.resolve("to");
        long before = Files.getFileStore(directory).getUnallocatedSpace();
        SparseCopy.copy(from, to);
        assertThat(to).hasSize(HOLE);
        assertThat(before - Files.getFileStore(directory).getUnallocatedSpace()).isLessThan(HOLE / 2);
    }
}

package io.umlmachine.image.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskDigestTest {

    private static final int BLOCK = 4096;

    @TempDir
    Path directory;

    @Test
    void holesDoNotCountAndDataDoesWithItsPlace() throws Exception {
        byte[] disk = new byte[600 * BLOCK];
        disk[300 * BLOCK + 5] = 1;

        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        byte[] number = new byte[8];
        number[6] = 300 >> 8;
        number[7] = (byte) 300;
        expected.update(number);
        expected.update(disk, 300 * BLOCK, BLOCK);
        assertThat(digest(disk)).isEqualTo(HexFormat.of().formatHex(expected.digest()));
    }

    @Test
    void aBlockInAnotherPlaceIsAnotherDisk() throws IOException {
        byte[] first = new byte[3 * BLOCK];
        first[0] = 1;
        byte[] last = new byte[3 * BLOCK];
        last[2 * BLOCK] = 1;

        assertThat(digest(first)).isNotEqualTo(digest(last)).isNotEqualTo(digest(new byte[3 * BLOCK]));
    }

    private String digest(byte[] content) throws IOException {
        return DiskDigest.of(Files.write(directory.resolve("disk.img"), content));
    }
}

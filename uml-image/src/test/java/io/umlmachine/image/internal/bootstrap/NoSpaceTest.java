package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoSpaceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar: ./usr/lib/locale: Cannot write: No space left on device",
                "cp: error writing 'x': Disk quota exceeded",
                "E: You don't have enough free space in /var/cache/apt/archives/."
            })
    void programsSayThatADiskIsFull(String words) {
        assertThat(NoSpace.isTold(words)).isTrue();
    }

    @Test
    void theCauseOfAFailureMayBeDeepInIt() {
        IOException full = new FileSystemException("/store/disk.img", null, "No space left on device");

        assertThat(NoSpace.isCauseOf(full)).isTrue();
        assertThat(NoSpace.isCauseOf(new IOException("cannot write", new UncheckedIOException(full))))
                .isTrue();
    }

    @Test
    void otherFailuresAreNotAFullDisk() {
        assertThat(NoSpace.isTold("E: Unable to locate package nowhere")).isFalse();
        assertThat(NoSpace.isCauseOf(new IOException("Input/output error"))).isFalse();
        assertThat(NoSpace.isCauseOf(new IllegalStateException("No space left on device")))
                .as("what somebody else calls so")
                .isFalse();
    }
}

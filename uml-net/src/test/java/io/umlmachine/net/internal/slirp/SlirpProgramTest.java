package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlirpProgramTest {

    @TempDir
    private Path directory;

    private Path program(String answer) throws IOException {
        Path program = Files.writeString(directory.resolve("slirp4netns"), "#!/bin/sh\necho '" + answer + "'\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "1.2.1", "1.3.0-beta.0", "2.0.0", "1.10.0"})
    void takesVersionsThatHaveWhatIsNeeded(String version) throws IOException {
        Path program = program("slirp4netns version " + version + "\ncommit: 0\nlibslirp: 4.7.0");
        assertThatCode(() -> SlirpProgram.require(program)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.12", "1.0.1", "0.9.9"})
    void saysThatAnOlderOneIsTooOld(String version) throws IOException {
        Path program = program("slirp4netns version " + version);
        assertThatThrownBy(() -> SlirpProgram.require(program))
                .isInstanceOf(HostException.class)
                .hasMessageContaining(program.toString())
                .hasMessageContaining("is version " + version + ", which is too old; 1.2.0 or later is needed")
                .hasMessageContaining("apt-get install slirp4netns");
    }

    @Test
    void saysWhatAProgramSaysThatIsAnother() throws IOException {
        Path program = program("no such option");
        assertThatThrownBy(() -> SlirpProgram.require(program))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no such option");
    }

    @Test
    void asksAgainWhenTheProgramChanges() throws Exception {
        Path program = program("slirp4netns version 1.2.0");
        SlirpProgram.require(program);
        program("slirp4netns version 1.0.0");
        Files.setLastModifiedTime(program, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThatThrownBy(() -> SlirpProgram.require(program)).hasMessageContaining("too old");
    }
}

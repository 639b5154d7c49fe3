package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLogTest {

    @TempDir
    private Path directory;

    @Test
    void linesAreInTheFileWhileItIsOpen() throws IOException {
        try (BuildLog log = BuildLog.open(directory.resolve("new/a.build"))) {
            log.line("one");
            assertThat(log.path()).hasContent("one\n");
        }
    }

    @Test
    void anOldLogIsWrittenAnew() throws IOException {
        Path file = Files.writeString(directory.resolve("a.build"), "old and long");
        try (BuildLog log = BuildLog.open(file)) {
            log.line("new");
        }
        assertThat(file).hasContent("new\n");
    }

    @Test
    void buildsAtTheSameTimeHaveTheirOwnLogs() throws IOException {
        Path file = directory.resolve("a_1.0_amd64.build");
        try (BuildLog first = BuildLog.open(file);
                BuildLog second = BuildLog.open(file)) {
            first.line("first");
            second.line("second");
            assertThat(first.path()).hasFileName("a_1.0_amd64.build").hasContent("first\n");
            assertThat(second.path()).hasFileName("a_1.0_amd64.2.build").hasContent("second\n");
        }
        try (BuildLog third = BuildLog.open(file)) {
            assertThat(third.path()).hasFileName("a_1.0_amd64.build");
        }
    }

    @Test
    void aWriteByAnInterruptedThreadIsKept() throws IOException {
        try (BuildLog log = BuildLog.open(directory.resolve("a.build"))) {
            Thread.currentThread().interrupt();
            log.line("one");
            assertThat(Thread.interrupted()).isTrue();
            log.line("two");
            assertThat(log.path()).hasContent("one\ntwo\n");
        }
    }

    @Test
    void whatComesAfterTheEndIsDropped() throws IOException {
        BuildLog log = BuildLog.open(directory.resolve("a.build"));
        log.close();
        log.line("late");
        log.close();
        assertThat(log.path()).isEmptyFile();
    }
}

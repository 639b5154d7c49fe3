package io.umlmachine.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMarksTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(directory.resolve("mark"));
    }

    /** Holds a shared lock until it is killed. */
    public static class Reader {
        /**
         * The program.
         *
         * @param arguments the file
         * @throws IOException if it cannot be locked
         */
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ);
                    FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
                System.out.println(lock.isShared());
                System.in.read();
            }
        }
    }

    @Test
    void theLockOfAnotherProgramIsSeenUntilItIsKilled() throws Exception {
        assertThat(LockProbe.isLocked(file)).isFalse();
        try (JavaProgram reader = JavaProgram.start(Reader.class, Map.of(), file.toString())) {
            reader.line();
            assertThat(LockProbe.isLocked(file)).isTrue();
            assertThat(LockProbe.isLocked(file)).as("asked again").isTrue();
            reader.process().destroyForcibly().onExit().join();
        }
        assertThat(LockProbe.isLocked(file)).isFalse();
    }

    @Test
    void aFileThatIsNotThereHasNoLocksToTellOf() {
        assertThatThrownBy(() -> LockProbe.isLocked(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aTouchedFileIsOfNowAndKeepsTheLocksOfItsToucher() throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
            assertThat(FileTouch.now(file)).isTrue();

            assertThat(lock.isValid()).isTrue();
            assertThat(isLockedForOthers()).isTrue();
        }
        assertThat(Files.getLastModifiedTime(file).toInstant())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plusSeconds(5));
        assertThat(FileTouch.now(directory.resolve("none"))).isFalse();
    }

    /** As the host's kernel tells it, for whoever opens the file would drop this program's lock by closing it. */
    private boolean isLockedForOthers() throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        try (var lines = Files.lines(Path.of("/proc/locks"))) {
            return lines.anyMatch(line -> line.contains(inode));
        }
    }
}

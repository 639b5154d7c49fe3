package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWatchTest {

    @TempDir
    private Path temporary;

    /** Signals to whoever watches a directory. */
    static final class Signaller {

        private Signaller() {}

        public static void main(String[] arguments) throws Exception {
            DirectoryWatch.signal(Path.of(arguments[0]));
            System.out.println("done");
        }
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("uml-watch"))
                .count();
    }

    @Test
    void everyWatchHearsOfWhatLeavesAndOneThreadServesThemAll() throws Exception {
        Path child = Files.createDirectory(temporary.resolve("child"));
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        long before = watchers();
        try (DirectoryWatch one = DirectoryWatch.open(temporary, first::incrementAndGet);
                DirectoryWatch two = DirectoryWatch.open(temporary, second::incrementAndGet)) {
            assertThat(watchers()).isEqualTo(before + 1);
            Files.delete(child);
            await().until(() -> first.get() == 1 && second.get() == 1);
            two.close();
            one.signal();
            await().until(() -> first.get() == 2);
            assertThat(second).hasValue(1);
        }
        await().until(() -> watchers() == before);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void anotherProcessCanSignalEvenAfterAKilledOneDid() throws Exception {
        Files.createFile(temporary.resolve(".changed"));
        AtomicInteger heard = new AtomicInteger();
        try (DirectoryWatch watch = DirectoryWatch.open(temporary, heard::incrementAndGet);
                JavaProgram signaller = JavaProgram.start(Signaller.class, Map.of(), temporary.toString())) {
            assertThat(signaller.line()).isEqualTo("done");
            await().until(() -> heard.get() > 0);
            watch.close();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWatchedIsSilent() {
        AtomicInteger heard = new AtomicInteger();
        DirectoryWatch.open(temporary.resolve("nowhere"), heard::incrementAndGet)
                .close();
        assertThat(heard).hasValue(0);
    }
}

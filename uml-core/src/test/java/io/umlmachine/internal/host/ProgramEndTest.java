package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.umlmachine.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that end and leave their directories open. */
@Timeout(90)
class ProgramEndTest {

    @TempDir
    private Path temporary;

    /** Makes directories with processes and files, and ends as it is told to. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            Path external = Path.of(arguments[1]);
            ProgramEnd.first(() -> List.of(
                    () -> System.out.println("machines end while there are directories: " + holds(root)),
                    () -> System.out.println("machines end while there are directories: " + holds(root))));
            for (int i = 0; i < 3; i++) {
                OwnedDirectory directory = OwnedDirectory.create(root);
                directory.own(Files.createDirectory(external.resolve("tree" + i)));
                HostProcess process =
                        HostProcess.start(List.of("/bin/sleep", "1000"), Map.of(), Path.of("/"), true, directory);
                System.out.println(process.process().pid());
            }
            switch (arguments[2]) {
                case "return" -> System.out.println("returns");
                case "exit" -> System.exit(0);
                default -> makeMore(root);
            }
        }

        private static boolean holds(Path root) {
            try (var children = Files.list(root)) {
                return children.findAny().isPresent();
            } catch (IOException e) {
                return false;
            }
        }

        private static void makeMore(Path root) throws InterruptedException {
            try {
                while (true) {
                    OwnedDirectory directory = OwnedDirectory.create(root);
                    directory.own(root.resolveSibling("never"));
                }
            } catch (IOException e) {
                // As it must be, at the end.
                Thread.sleep(60_000);
            }
        }
    }

    private void leavesNothing(String how) throws Exception {
        Path root = Files.createDirectory(temporary.resolve("root"));
        Path external = Files.createDirectory(temporary.resolve("external"));
        try (JavaProgram program =
                JavaProgram.start(Program.class, Map.of(), root.toString(), external.toString(), how)) {
            List<Long> sleepers = List.of(
                    Long.parseLong(program.line()), Long.parseLong(program.line()), Long.parseLong(program.line()));
            if (how.equals("term")) {
                program.terminate();
            } else if (how.equals("return")) {
                assertThat(program.line()).isEqualTo("returns");
            }
            assertThat(program.line()).isEqualTo("machines end while there are directories: true");
            assertThat(program.line()).isEqualTo("machines end while there are directories: true");
            assertThat(program.process().waitFor()).isEqualTo(how.equals("term") ? 143 : 0);
            assertThat(root).isEmptyDirectory();
            assertThat(external).isEmptyDirectory();
            assertThat(sleepers).noneMatch(pid -> ProcessTable.find(pid).isPresent());
        }
    }

    @Test
    void aProgramThatReturnsLeavesNothing() throws Exception {
        leavesNothing("return");
    }

    @Test
    void aProgramThatExitsLeavesNothing() throws Exception {
        leavesNothing("exit");
    }

    @Test
    void aProgramThatIsTerminatedWhileItMakesMoreLeavesNothing() throws Exception {
        leavesNothing("term");
    }

    /** Sweeps a root as soon as it is told to. */
    static final class Cleaner {

        private Cleaner() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("ready");
            if (System.in.read() >= 0) {
                System.out.println(Sweeper.sweep(Path.of(arguments[0])));
            }
        }
    }

    @Test
    void fourProgramsThatSweepAtOnceRemoveEverythingOnce() throws Exception {
        int count = 60;
        for (int i = 0; i < count; i++) {
            // No process has the id 0, so these owners are dead; their locks are free.
            Path dead = Files.createDirectory(temporary.resolve("0-1-" + i));
            Files.createFile(dead.resolve(OwnedDirectory.LOCK));
            Files.createDirectories(dead.resolve("deep/er"));
        }
        List<JavaProgram> cleaners = List.of(cleaner(), cleaner(), cleaner(), cleaner());
        try (OwnedDirectory mine = OwnedDirectory.create(temporary)) {
            for (JavaProgram cleaner : cleaners) {
                assertThat(cleaner.line()).isEqualTo("ready");
            }
            for (JavaProgram cleaner : cleaners) {
                cleaner.say("go");
            }
            int removed = 0;
            for (JavaProgram cleaner : cleaners) {
                removed += Integer.parseInt(cleaner.line());
            }
            assertThat(removed).isEqualTo(count);
            assertThat(temporary).isDirectoryContaining(mine.path()::equals);
        } finally {
            cleaners.forEach(JavaProgram::close);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private JavaProgram cleaner() throws IOException {
        return JavaProgram.start(Cleaner.class, Map.of(), temporary.toString());
    }

    /** Sees what lives below a root. */
    static final class Looker {

        private Looker() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            System.out.println(LiveDirectory.below(root).size());
        }
    }

    @Test
    void aDirectoryOfALiveProgramIsSeenByAnother() throws Exception {
        try (OwnedDirectory mine = OwnedDirectory.create(temporary);
                JavaProgram looker = JavaProgram.start(Looker.class, Map.of(), temporary.toString())) {
            assertThat(LiveDirectory.below(temporary))
                    .containsExactly(new LiveDirectory(
                            mine.path(), ProcessHandle.current().pid()));
            assertThat(looker.line()).isEqualTo("1");
        }
    }

    @Test
    void aLockTellsOfAnOwnerThatTheProcessTableDoesNotShow() throws Exception {
        // As in another process-id namespace: a locked directory of a process that is not to be seen here.
        Path root = Files.createDirectory(temporary.resolve("root"));
        Path foreign = Files.createDirectory(root.resolve("0-1-1"));
        Path lock = Files.createFile(foreign.resolve(OwnedDirectory.LOCK));
        try (JavaProgram holder = JavaProgram.start(FileMutexTest.Holder.class, Map.of(), lock.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            assertThat(LiveDirectory.below(root)).hasSize(1);
            assertThat(Sweeper.sweep(root)).isZero();
            holder.process().destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(LiveDirectory.below(root)).isEmpty());
            assertThat(Sweeper.sweep(root)).isEqualTo(1);
        }
    }
}

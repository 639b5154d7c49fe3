package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchdogTest {

    private static final String SETSID = Programs.find("setsid").orElseThrow().toString();

    /** A program that watches over a group and is killed. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Watchdog.watch(SETSID, Long.parseLong(arguments[0]));
            System.out.println("watching");
            Thread.currentThread().join();
        }
    }

    @Test
    void aGroupOutlivesNeitherItsProgramNorItsLeadersDeafness() throws Exception {
        Process leader = new ProcessBuilder(SETSID, "/bin/sh", "-c", "trap '' TERM; sleep 1000 & wait").start();
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        Long.toString(leader.pid()))
                .start();
        assertThat(program.inputReader().readLine()).isEqualTo("watching");
        assertThat(leader.isAlive()).isTrue();
        program.destroyForcibly();
        assertThat(leader.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(leader.exitValue()).isEqualTo(137);
    }

    @Test
    void aDismissedWatchdogLeavesTheGroupAlone() throws Exception {
        Process leader = new ProcessBuilder(SETSID, "/bin/sleep", "1000").start();
        Watchdog.watch(SETSID, leader.pid()).dismiss();
        assertThat(leader.waitFor(3, TimeUnit.SECONDS)).isFalse();
        leader.destroyForcibly();
    }
}

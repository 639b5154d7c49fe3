package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TestImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What root in a guest must not get at. */
@Timeout(120)
class IsolationIT {

    private static UmlMachine vm;

    @BeforeAll
    static void boot() throws InterruptedException {
        vm = UmlMachine.builder().image(TestImage.path()).boot();
    }

    @AfterAll
    static void close() {
        vm.close();
    }

    @Test
    @Proves("host files")
    void hostfsCannotBeMounted() throws InterruptedException {
        assertThat(vm.exec("grep", "-c", "hostfs", "/proc/filesystems").stdout().strip())
                .isEqualTo("0");
        vm.exec("mkdir", "-p", "/mnt").orThrow();
        for (String option : new String[] {"/", "../../..", "/etc"}) {
            ExecResult result = vm.exec("mount", "-t", "hostfs", "-o", option, "none", "/mnt");
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.stderr()).contains("unknown filesystem type");
        }
        assertThat(vm.exec("ls", "/mnt").stdout()).isEmpty();
    }

    @Test
    void withoutANetworkThereIsLoopbackOnly() throws InterruptedException {
        assertThat(vm.exec("sh", "-c", "ls /sys/class/net").orThrow().stdout().strip())
                .isEqualTo("lo");
        assertThat(vm.exec("cat", "/proc/net/route").stdout().lines()).hasSize(1);
        assertThat(vm.exec(
                                "perl",
                                "-e",
                                "socket(my $s, 2, 1, 0); connect($s, pack('S n C4 x8', 2, 9, 10, 0, 2, 2)) or print $!")
                        .stdout())
                .isEqualTo("Network is unreachable");
    }

    @Test
    void loopbackWorks() throws InterruptedException {
        assertThat(vm.exec(
                                "perl",
                                "-e",
                                "socket(my $s, 2, 2, 0); bind($s, pack('S n C4 x8', 2, 7777, 127, 0, 0, 1)) or die $!;"
                                        + "send($s, 'hello', 0, pack('S n C4 x8', 2, 7777, 127, 0, 0, 1)) or die $!;"
                                        + "recv($s, my $x, 9, 0); print $x")
                        .stdout())
                .isEqualTo("hello");
    }

    @Test
    void theKernelsAgentDiskCannotBeWritten() throws InterruptedException {
        assertThat(vm.exec("sh", "-c", "echo x >/dev/ubdb").exitCode()).isNotZero();
    }
}

package io.umlmachine.net.internal.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.LastErrorException;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunNodeTest {

    @TempDir
    Path directory;

    @Test
    void aMissingDeviceIsNamedWithTheCommandThatMakesIt() {
        Path missing = directory.resolve("tun");
        boolean driver = Files.exists(Path.of("/sys/class/misc/tun"));
        assertThatThrownBy(() -> TunNode.open(missing)).isInstanceOfSatisfying(TunTapException.class, failure -> {
            assertThat(failure.problem()).isEqualTo(driver ? Problem.DEVICE_MISSING : Problem.NO_KERNEL_SUPPORT);
            assertThat(failure.fix()).contains(driver ? "mknod -m 0666 " + missing : "modprobe tun");
        });
    }

    @Test
    void aClosedDeviceIsNamedWithItsModeAndOwner() throws Exception {
        assumeFalse(HostUser.id() == 0, "Nothing is closed to root");
        Path closed = Files.createFile(
                directory.resolve("tun"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));
        assertThatThrownBy(() -> TunNode.open(closed))
                .isInstanceOfSatisfying(
                        TunTapException.class,
                        failure -> assertThat(failure.problem()).isEqualTo(Problem.DEVICE_CLOSED))
                .hasMessageContainingAll("r--------", Files.getOwner(closed).getName(), "chmod 0666 " + closed);
    }

    @Test
    void whatIsNoTunDeviceIsNotTakenForOne() {
        Path other = Path.of("/dev/null");
        assumeTrue(Files.exists(other));
        assertThatThrownBy(() -> {
                    try (TunNode node = TunNode.open(other)) {
                        node.take("tap0");
                    }
                })
                .isInstanceOf(LastErrorException.class);
    }
}

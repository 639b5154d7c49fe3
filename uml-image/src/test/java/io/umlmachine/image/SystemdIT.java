package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Init;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.Systemd;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose init is systemd. */
@Timeout(600)
class SystemdIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static DebianImage image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeImage() throws Exception {
        image = Systemd.image().onProgress(System.out::println).build();
        image.acquire().close();
    }

    private static UmlMachine.Builder machine() {
        return UmlMachine.builder().image(image).init(Init.SYSTEM).bootTimeout(PATIENCE);
    }

    @Test
    void systemdRunsWithNothingFailedAndTheAgentBesideIt() throws Exception {
        try (UmlMachine machine = machine().hostname("own.example").tmpfsTmp().boot()) {
            String state = Systemd.settled(machine);
            String failed = machine.exec("systemctl", "--failed", "--no-legend", "--plain")
                    .stdout();
            assertThat(state).as("units that failed:%n%s", failed).isEqualTo("running");
            assertThat(machine.readString("/proc/1/comm")).isEqualTo("systemd\n");
            assertThat(machine.exec("hostname").stdout()).isEqualTo("own.example\n");
            assertThat(machine.exec("systemctl", "is-active", "dbus.service").stdout())
                    .isEqualTo("active\n");
            assertThat(machine.readString("/proc/mounts")).contains("tmpfs /tmp tmpfs", "cgroup2 /sys/fs/cgroup");
            // A console that is nobody's holds its login prompt; were it to end at once, systemd would start it again.
            assertThat(machine.exec("systemctl", "show", "getty@tty1", "-p", "NRestarts")
                            .stdout())
                    .isEqualTo("NRestarts=0\n");
        }
    }

    @Test
    void aServiceRunsAndIsStoppedInOrderWhenTheDiskStays() throws Exception {
        Path overlay = directory.resolve("kept.cow");
        try (UmlMachine machine = machine().cow(overlay).boot()) {
            machine.write("/etc/systemd/system/witness.service", """
                    [Service]
                    Type=oneshot
                    RemainAfterExit=yes
                    ExecStart=/bin/sh -c 'echo started >>/var/witness'
                    ExecStop=/bin/sh -c 'echo stopped >>/var/witness'
                    [Install]
                    WantedBy=multi-user.target
                    """);
            Systemd.settled(machine);
            machine.exec("systemctl", "enable", "--now", "witness.service").orThrow();
            machine.reboot();
            assertThat(Systemd.settled(machine)).isEqualTo("running");
            assertThat(machine.readString("/var/witness")).isEqualTo("started\nstopped\nstarted\n");
        }
        try (UmlMachine machine = UmlMachine.builder().image(image).cow(overlay).boot()) {
            assertThat(machine.readString("/var/witness")).isEqualTo("started\nstopped\nstarted\nstopped\n");
        }
    }
}

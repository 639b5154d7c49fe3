package io.umlmachine.image.testing;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import java.time.Duration;

/** Machines whose init is systemd. */
public final class Systemd {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Systemd() {}

    /**
     * The image that tests boot with it.
     *
     * @return a builder of the image
     */
    public static DebianImage.Builder image() {
        return DebianImage.builder("bookworm").include("systemd-sysv", "dbus");
    }

    /**
     * The word of systemctl, once everything that the boot starts has started or failed.
     *
     * @param machine a machine with it
     * @return such as {@code running}
     * @throws InterruptedException if the thread is interrupted
     */
    public static String settled(UmlMachine machine) throws InterruptedException {
        return machine.exec(Command.of(
                                "sh",
                                "-c",
                                "until [ -S /run/systemd/private ]; do sleep 0.2; done; systemctl is-system-running --wait")
                        .timeout(PATIENCE))
                .stdout()
                .strip();
    }
}

package io.umlmachine.internal.ready;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.Ready;
import io.umlmachine.ReadyUnsupportedException;
import io.umlmachine.ReadyWait;

/**
 * A unit of systemd that is active.
 *
 * @param unit its name
 */
public record UnitReady(String unit) implements Ready {

    /** The directory is what sd_booted(3) looks at; systemd makes it a moment after it became process 1. */
    private static final Command HAS_SYSTEMD = Command.of(
            "sh",
            "-c",
            "test -d /run/systemd/system || case \"$(readlink /proc/1/exe)\" in */systemd) ;; *) exit 1;; esac");

    @Override
    public String awaited() {
        return "active unit " + unit;
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        if (!wait.machine().exec(HAS_SYSTEMD).success()) {
            throw new ReadyUnsupportedException(
                    awaited(), "the machine's init is not systemd. Boot an image that has it with its own init");
        }
        Polling.until(() -> {
            ExecResult result = wait.machine().exec("systemctl", "is-active", unit);
            wait.saw((result.stdout() + " " + result.stderr()).strip());
            return result.success();
        });
    }
}

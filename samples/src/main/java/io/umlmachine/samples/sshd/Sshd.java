package io.umlmachine.samples.sshd;

import io.umlmachine.image.DebianImage;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Boots a machine with an sshd, shows how to log in to it, and waits for Enter; or runs a command there by the host's ssh.
 * Shows an image with a further package, a forwarded port, and waiting for a service.
 *
 * <pre>{@code
 * samples/run sshd
 * samples/run sshd uptime
 * }</pre>
 */
public final class Sshd {

    private Sshd() {}

    /**
     * The image to boot: a small Debian, and a layer with the server on top.
     *
     * @return the image, which is made when it is first asked for
     */
    public static DebianImage image() {
        return DebianImage.of("bookworm").with("openssh-server");
    }

    /**
     * Runs the sample.
     *
     * @param args a command for the machine and its arguments, or nothing
     * @throws IOException if files cannot be written, or the host has no ssh to run the command by
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sshd");
        int status = 0;
        try (SshMachine machine = SshMachine.boot(image(), directory)) {
            if (args.length > 0) {
                status = run(machine.client(), args);
            } else {
                invite(machine);
            }
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    private static void invite(SshMachine machine) throws IOException {
        System.out.println("127.0.0.1:" + machine.port() + " says " + machine.banner());
        System.out.println("Log in from another terminal:");
        System.out.println("  " + String.join(" ", machine.client()));
        Console console = System.console();
        if (console != null) {
            console.readLine("Hit Enter to end the machine. ");
        }
    }

    /** Runs a command by ssh, on this program's own streams. */
    private static int run(List<String> client, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(client);
        command.addAll(List.of(words));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

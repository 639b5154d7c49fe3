package io.umlmachine.samples.sshd;

import io.umlmachine.Command;
import io.umlmachine.MachineImage;
import io.umlmachine.Ready;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.Slirp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A machine with an sshd behind a port of 127.0.0.1, to which root logs in with a key. Host key and user key are new for
 * each machine.
 */
final class SshMachine implements AutoCloseable {

    private static final int SSH = 22;
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ecdsa_key";
    private static final String USER_KEY = "/root/user_key";

    private final UmlMachine vm;
    private final Path key;
    private final Path knownHosts;

    private SshMachine(UmlMachine vm, Path directory) {
        this.vm = vm;
        key = directory.resolve("key");
        knownHosts = directory.resolve("known_hosts");
    }

    /**
     * Boots the machine and waits for its sshd.
     *
     * @param image an image with an openssh-server
     * @param directory where the client's files go
     */
    static SshMachine boot(MachineImage image, Path directory) throws IOException, InterruptedException {
        UmlMachine vm = UmlMachine.builder()
                .image(image)
                .hostname("sshd")
                // The host's port 0 stands for any that is free: several machines get on with each other.
                .network(Slirp.create().forward(0, SSH))
                .boot();
        SshMachine machine = new SshMachine(vm, directory);
        boolean ready = false;
        try {
            machine.makeKeys();
            machine.startServer();
            ready = true;
            return machine;
        } finally {
            if (!ready) {
                machine.close();
            }
        }
    }

    private void makeKeys() throws IOException, InterruptedException {
        // Those of the image are everybody's who has the image.
        vm.exec("sh", "-c", "rm /etc/ssh/ssh_host_*").orThrow();
        for (String file : List.of(HOST_KEY, USER_KEY)) {
            vm.exec("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", file).orThrow();
        }
        vm.write("/root/.ssh/authorized_keys", vm.read(USER_KEY + ".pub"));
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, vm.read(USER_KEY));
        Files.writeString(knownHosts, "[127.0.0.1]:" + port() + " " + vm.readString(HOST_KEY + ".pub"));
    }

    private void startServer() throws InterruptedException {
        vm.exec("mkdir", "-p", "/run/sshd").orThrow();
        // In the foreground, and left running: to wait for its end would be to wait for ever.
        vm.start(Command.of("/usr/sbin/sshd", "-D", "-h", HOST_KEY));
        vm.await(Ready.port(SSH));
    }

    /** The port of 127.0.0.1. */
    int port() {
        return vm.mappedPort(SSH);
    }

    /** The private key that root logs in with. */
    Path key() {
        return key;
    }

    /** The server's key, as clients want to know it. */
    Path knownHosts() {
        return knownHosts;
    }

    /** The first line that the server sends. */
    String banner() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            return String.valueOf(in.readLine());
        }
    }

    /** The command of a host's ssh(1), which needs nothing of the user's own configuration. */
    List<String> client() {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-p",
                Integer.toString(port()),
                "-i",
                key.toString(),
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-o",
                "BatchMode=yes",
                "root@127.0.0.1");
    }

    /** Ends the machine; its keys open nothing any more. */
    @Override
    public void close() throws IOException {
        vm.close();
        Files.deleteIfExists(key);
        Files.deleteIfExists(knownHosts);
    }
}

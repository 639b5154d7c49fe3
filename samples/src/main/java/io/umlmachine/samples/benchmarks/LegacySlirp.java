package io.umlmachine.samples.benchmarks;

import io.umlmachine.GuestInterface;
import io.umlmachine.Network;
import io.umlmachine.NetworkHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The network that pbuilder-uml had, {@code eth0=slirp,,slirp-fullbolt}: the kernel itself starts the program, and talks
 * SLIP with it. Only kernels before 6.16 have it. The guest's address and that of the host are those of slirp's manual.
 *
 * @param program slirp-fullbolt
 */
record LegacySlirp(Path program) implements Network {

    /** What the guest calls the host's loopback interface. */
    static final String HOST = "10.0.2.2";

    private static final GuestInterface GUEST =
            GuestInterface.of("eth0", "10.0.2.15", 24).gateway(HOST).build();

    /** Unpacks Debian's program, from the host's mirror, unless that was done before. */
    static LegacySlirp fetch(Path cache) throws IOException, InterruptedException {
        Path directory = cache.resolve("slirp");
        Path program = directory.resolve("usr/bin/slirp-fullbolt");
        if (!Files.isExecutable(program)) {
            Files.createDirectories(directory);
            Host.run(directory, "apt-get", "-qq", "download", "slirp");
            Host.run(directory, "sh", "-c", "dpkg-deb --extract slirp_*.deb . && rm slirp_*.deb");
        }
        return new LegacySlirp(program);
    }

    @Override
    public Attachment attach(NetworkHost host) {
        return new Attachment() {
            @Override
            public List<String> kernelArguments() {
                return List.of("eth0=slirp,," + program);
            }

            @Override
            public Optional<GuestInterface> guestInterface() {
                return Optional.of(GUEST);
            }

            @Override
            public void close() {
                // The program ends with the kernel that started it.
            }
        };
    }
}

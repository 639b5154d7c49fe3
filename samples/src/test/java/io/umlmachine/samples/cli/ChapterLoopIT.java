package io.umlmachine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.umlmachine.UmlMachines;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.samples.embedded.TinySource;
import io.umlmachine.testing.InTapNamespace;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.TapNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four builds in parallel, by the loop of pbuilder's manual: only xterm is left out, and the command has its new name. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChapterLoopIT {

    private static final String LOOP = """
            for IP in 102 103 104 105; do
              pbuilder-uml build --uml-ip 192.168.0.$IP \\
                20030107/whizzytex_1.1.1-1.dsc &
              builds="$builds $!"
            done
            for build in $builds; do wait $build || exit; done
            """;

    @TempDir
    private Path directory;

    private Path home;

    /** As its user has it: what is built and how is in files, and the loop says nothing but addresses. */
    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        home = Files.createDirectory(directory.resolve("home"));
        Path source = new TinySource("whizzytex", "", "echo built").write(directory.resolve("20030107"));
        Files.move(source, source.resolveSibling("whizzytex_1.1.1-1.dsc"));
        // The source needs no packages, and so no archive has to be asked for any.
        Path apt = Files.createDirectory(directory.resolve("apt"));
        Files.writeString(apt.resolve("sources.list"), "");
        Files.writeString(home.resolve(".pbuilderrc"), """
                BUILDPLACE=%1$s/place
                BUILDRESULT=%1$s/results
                APTCONFDIR=%1$s/apt
                BINARY_INDEP=yes
                UML_MEM=256M
                """.formatted(directory));
    }

    private void runTheLoop(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder loop = new ProcessBuilder("/bin/sh", "-c", LOOP)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        loop.environment().put("UMLMACHINE_CACHE", Directories.cache().toString());
        loop.environment().put("JDK_JAVA_OPTIONS", "-Duser.home=" + home);
        loop.environment().put("PATH", Path.of("").toAbsolutePath() + ":" + System.getenv("PATH"));
        loop.environment().putAll(environment);

        int status = loop.start().waitFor();

        assertThat(status).as(Files.readString(directory.resolve("output"))).isZero();
        try (Stream<Path> results = Files.list(directory.resolve("results"))) {
            assertThat(results.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.endsWith(".buildinfo"))
                    .allMatch(name -> name.startsWith("whizzytex_1.0_"))
                    .contains("whizzytex_1.0_all.deb", "whizzytex_1.0_amd64.build")
                    .noneMatch(name -> name.endsWith(".dsc"))
                    .filteredOn(name -> name.endsWith(".build"))
                    .as("the logs of four builds")
                    .hasSize(4);
        }
        assertThat(directory.resolve("place")).isEmptyDirectory();
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Proves({"loop of four builds", "BINARY_INDEP"})
    @Test
    void itsBuildsSucceedWithoutAnyNetworkBeingSetUp() throws IOException, InterruptedException {
        runTheLoop(Map.of());
    }

    /** As the manual has it with TUN/TAP, each machine being a neighbour of the host under its own address. */
    @Nested
    @InTapNamespace
    class OnTaps {

        private static final String HOST = "192.168.1.198";

        private final Set<String> heard = new ConcurrentSkipListSet<>();

        @Proves({"loop of four builds", "MY_ETH0", "UML_IP"})
        @Test
        void eachMachineReachesTheHostFromTheAddressOfItsBuild() throws IOException, InterruptedException {
            assumeTrue(TapNamespace.umlNet().isPresent(), "uml_net was not there when samples/tap-namespace ran");
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName(HOST))) {
                listen(server);
                Path hook = Files.writeString(
                        Files.createDirectory(home.resolve("hooks")).resolve("D10call"),
                        """
                                #!/usr/bin/perl
                                use IO::Socket::INET;
                                IO::Socket::INET->new(PeerAddr => "%s:%d", Timeout => 60) or die "not connected: $@";
                                """.formatted(HOST, server.getLocalPort()));
                Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.writeString(
                        home.resolve(".pbuilder-umlrc"),
                        "MY_ETH0=tuntap,,," + HOST + "\nHOOKDIR=" + hook.getParent() + "\n");

                runTheLoop(Map.of(
                        "PATH",
                        Path.of("").toAbsolutePath() + ":"
                                + TapNamespace.umlNet().orElseThrow() + ":" + System.getenv("PATH")));
            }

            assertThat(heard).containsExactly("192.168.0.102", "192.168.0.103", "192.168.0.104", "192.168.0.105");
        }

        private void listen(ServerSocket server) {
            Thread listener = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket caller = server.accept()) {
                        heard.add(caller.getInetAddress().getHostAddress());
                    } catch (IOException e) {
                        // The server is closed: all have called.
                    }
                }
            });
            listener.setDaemon(true);
            listener.start();
        }
    }
}

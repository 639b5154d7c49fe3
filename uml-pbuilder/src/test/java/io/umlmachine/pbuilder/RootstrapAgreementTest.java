package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.RootstrapConf;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That rootstrap.conf and pbuilder-uml.conf describe the same image and network. */
class RootstrapAgreementTest {

    private static final String PBUILDER_SAMPLE = """
            MY_ETH0=tuntap,,,192.168.1.198
            UML_IP=192.168.1.199
            UML_NETMASK=255.255.255.0
            UML_NETWORK=192.168.1.0
            UML_BROADCAST=255.255.255.255
            UML_GATEWAY=192.168.1.1
            """;
    private static final String ROOTSTRAP_SAMPLE = """
            transport=tuntap
            interface=eth0
            gateway=192.168.1.1
            mirror=http://192.168.1.2:8081/debian
            host=192.168.1.198
            uml=192.168.1.199
            netmask=255.255.255.0
            """;

    @TempDir
    private Path directory;

    private PbuilderConfig pbuilder(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("pbuilder-uml.conf"), text);
        return PbuilderConfig.load(LoadOptions.builder()
                .environment(Map.of())
                .systemDirectory(directory.resolve("etc"))
                .home(directory.resolve("home"))
                .configFile(file)
                .build());
    }

    private RootstrapConf rootstrap(String text) throws IOException {
        return RootstrapConf.load(Files.writeString(directory.resolve("rootstrap.conf"), text));
    }

    @Test
    @Proves("agreement with pbuilder-uml.conf")
    void theManualsTwoSamplesAgree() throws IOException {
        assertThat(pbuilder(PBUILDER_SAMPLE).differences(rootstrap(ROOTSTRAP_SAMPLE)))
                .isEmpty();
    }

    @Test
    @Proves("agreement with pbuilder-uml.conf")
    void eachKeyThatDiffersIsNamedWithBothOrigins() throws IOException {
        PbuilderConfig here = pbuilder(PBUILDER_SAMPLE + "DISTRIBUTION=sid\nMIRRORSITE=http://mirror.example/debian\n"
                + "ROOTSTRAP_IMAGESIZE=4G\n");
        RootstrapConf there = rootstrap(ROOTSTRAP_SAMPLE.replace("199", "200") + "dist=bookworm\ninitialsize=2048\n");

        assertThat(here.differences(there))
                .extracting(NetworkConfig.Difference::toString)
                .containsExactly(
                        "UML_IP=192.168.1.199 (" + directory.resolve("pbuilder-uml.conf")
                                + ":2) but uml=192.168.1.200 (" + directory.resolve("rootstrap.conf") + ":6)",
                        "DISTRIBUTION=sid (" + directory.resolve("pbuilder-uml.conf") + ":7) but dist=bookworm ("
                                + directory.resolve("rootstrap.conf") + ":8)",
                        "MIRRORSITE=http://mirror.example/debian (" + directory.resolve("pbuilder-uml.conf")
                                + ":8) but mirror=http://192.168.1.2:8081/debian ("
                                + directory.resolve("rootstrap.conf") + ":4)",
                        "ROOTSTRAP_IMAGESIZE=4G (" + directory.resolve("pbuilder-uml.conf")
                                + ":9) but initialsize=2048 (" + directory.resolve("rootstrap.conf") + ":9)");
    }

    @Test
    void theSameSaidInAnotherWayIsNoDifference() throws IOException {
        PbuilderConfig here = pbuilder("MIRRORSITE=http://mirror.example/debian\nROOTSTRAP_IMAGESIZE=2G\n");

        assertThat(here.differences(rootstrap("mirror=http://mirror.example/debian/\ninitialsize=2048\n")))
                .isEmpty();
    }

    @Test
    void whatOnlyOneSaysIsNoDifference() throws IOException {
        assertThat(pbuilder("").differences(rootstrap("dist=sid\ninitialsize=1000\n")))
                .isEmpty();
        assertThat(pbuilder("DISTRIBUTION=sid\n").differences(RootstrapConf.defaults()))
                .isEmpty();
    }
}

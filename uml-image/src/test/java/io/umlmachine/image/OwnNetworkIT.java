package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.BootException;
import io.umlmachine.Init;
import io.umlmachine.Network;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.image.testing.Systemd;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.testing.Proves;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code UML_IP=dhcp}: the image's own configuration sets up its network. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OwnNetworkIT {

    private static final ImageLayer CLIENT = ImageLayer.of("ifupdown", "isc-dhcp-client")
            .file(GuestFile.of(
                    "/etc/network/interfaces", "auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n"));

    private static final DebianImage WITH_INIT = Systemd.image().build();

    @AfterEach
    void nothingIsLeft() {
        assertThat(UmlMachines.live()).isEmpty();
    }

    private static Network dhcp() {
        return NetworkConfig.parse(List.of(new NetworkConfig.Setting("UML_IP", "dhcp", "test")))
                .network();
    }

    private static void assertHasNetwork(UmlMachine machine) throws InterruptedException {
        assertThat(machine.exec("hostname", "-I").stdout()).startsWith("10.0.2.");
        machine.exec("apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update")
                .orThrow();
    }

    @Test
    @Proves("UML_IP")
    void itIsAppliedBeforeAnyoneGetsTheMachineAndWhenItIsConnectedAgain() throws Exception {
        DebianImage image = WITH_INIT.with(CLIENT);
        try (UmlMachine machine =
                UmlMachine.builder().image(image).network(dhcp()).boot()) {
            assertHasNetwork(machine);
            machine.network().disconnect();
            assertThat(machine.exec("hostname", "-I").stdout()).isBlank();
            machine.network().connect();
            assertHasNetwork(machine);
        }
    }

    @Test
    @Proves("UML_IP")
    void theImagesInitAppliesItWhereItRuns() throws Exception {
        DebianImage image = WITH_INIT.with(CLIENT);
        try (UmlMachine machine = UmlMachine.builder()
                .image(image)
                .init(Init.SYSTEM)
                .network(dhcp())
                .boot()) {
            assertThat(Systemd.settled(machine)).isEqualTo("running");
            assertHasNetwork(machine);
        }
    }

    @Test
    void anImageWithoutOneIsToldWhatItLacks() {
        UmlMachine.Builder machine = UmlMachine.builder().image(WITH_INIT).network(dhcp());
        assertThatThrownBy(machine::boot)
                .isInstanceOf(BootException.class)
                .hasMessageContaining("UML_IP=dhcp")
                .hasMessageContaining("ifupdown");
    }
}

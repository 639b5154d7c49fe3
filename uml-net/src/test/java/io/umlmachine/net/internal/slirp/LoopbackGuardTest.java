package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTest {

    private static final int IPV4 = 0x0800;

    private static byte[] frame(int type, String destination) {
        ByteBuffer frame = ByteBuffer.allocate(34).putShort(12, (short) type);
        String[] parts = destination.split("\\.");
        for (int i = 0; i < 4; i++) {
            frame.put(30 + i, (byte) Integer.parseInt(parts[i]));
        }
        return frame.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "127.255.255.255", "0.0.0.0", "0.1.2.3"})
    void stopsWhatTheHostTakesForItself(String destination) {
        assertThat(LoopbackGuard.admits(frame(IPV4, destination), 60)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.2.2", "10.0.2.3", "126.255.255.255", "128.0.0.1", "192.0.2.1", "255.255.255.255", "1.0.0.0"
            })
    void passesEverythingElse(String destination) {
        assertThat(LoopbackGuard.admits(frame(IPV4, destination), 60)).isTrue();
    }

    @Test
    void passesWhatIsNoPacketOfIpv4() {
        int arp = 0x0806;
        assertThat(LoopbackGuard.admits(frame(arp, "127.0.0.1"), 42)).isTrue();
        assertThat(LoopbackGuard.admits(new byte[34], 3)).isTrue();
    }

    @Test
    void stopsAPacketThatIsTooShortToTell() {
        assertThat(LoopbackGuard.admits(frame(IPV4, "192.0.2.1"), 33)).isFalse();
    }
}

package io.umlmachine.samples.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketsTest {

    private static final String ETHERNET = "020000000001" + "020000000002" + "0800";
    private static final String TO_SERVER = "0a000264" + "c0000205";
    private static final String FROM_SERVER = "c0000205" + "0a000264";

    @TempDir
    private Path directory;

    private static String ip(String protocol, String addresses, String payload) {
        return ETHERNET + "450000000000000040" + protocol + "0000" + addresses + payload;
    }

    private static String tcp(String flags) {
        return "c000" + "0050" + "00000000" + "00000000" + "50" + flags + "ffff" + "00000000";
    }

    private static String dns(String flags) {
        return "c0000035" + "00000000" + "0001" + flags + "0001000000000000" + "0474657374" + "076578616d706c65" + "00"
                + "00010001";
    }

    private Set<Contact> contacts(List<String> frames, int cut) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(10_000).order(ByteOrder.nativeOrder());
        file.putInt(0xa1b23c4d).position(24);
        for (String frame : frames) {
            byte[] bytes = HexFormat.of().parseHex(frame);
            file.putLong(0).putInt(bytes.length).putInt(bytes.length).put(bytes);
        }
        byte[] written = new byte[file.position() - cut];
        file.rewind().get(written);
        return Packets.contacts(Files.write(directory.resolve("packets"), written), "10.0.2.100");
    }

    @Test
    void connectionsDatagramsNamesAndPingsAreToldOnceEach() throws IOException {
        String syn = ip("06", TO_SERVER, tcp("02"));
        assertThat(contacts(
                        List.of(
                                ip("11", TO_SERVER, dns("0100")),
                                syn,
                                syn,
                                ip("06", TO_SERVER, tcp("10")),
                                ip("11", TO_SERVER, "c00001bb" + "00000000"),
                                ip("01", TO_SERVER, "0800")),
                        0))
                .containsExactly(
                        new Contact(Contact.Kind.NAME, "test.example"),
                        new Contact(Contact.Kind.TCP, "192.0.2.5:80"),
                        new Contact(Contact.Kind.UDP, "192.0.2.5:443"),
                        new Contact(Contact.Kind.PING, "192.0.2.5"));
    }

    @Test
    void whatOthersSendIsNoContact() throws IOException {
        assertThat(contacts(
                        List.of(
                                ip("06", FROM_SERVER, tcp("02")),
                                ip("06", TO_SERVER, tcp("12")),
                                ip("11", TO_SERVER, dns("8180")),
                                "ffffffffffff" + "020000000002" + "0806" + "0001"),
                        0))
                .isEmpty();
    }

    @Test
    void packetsThatAreTooShortAreNone() throws IOException {
        String whole = ip("11", TO_SERVER, dns("0100"));
        for (int length = 0; length < whole.length() - 10; length += 2) {
            assertThat(contacts(List.of(whole.substring(0, length)), 0)).isEmpty();
        }
    }

    @Test
    void aFileThatWasCutEndsThere() throws IOException {
        String syn = ip("06", TO_SERVER, tcp("02"));
        String udp = ip("11", TO_SERVER, "c00001bb" + "00000000");
        for (int cut = 1; cut < 16 + udp.length() / 2; cut++) {
            assertThat(contacts(List.of(syn, udp), cut)).containsExactly(new Contact(Contact.Kind.TCP, "192.0.2.5:80"));
        }
    }
}

package io.umlmachine.samples.isolate;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Reads from a file of packets whom a machine tried to reach by IPv4. The file's format is that of draft-ietf-opsawg-pcap;
 * the packets' are those of RFC 791 (IP), 9293 (TCP), 768 (UDP), 792 (ICMP) and 1035 (DNS).
 */
final class Packets {

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int KEPT_LENGTH = 8;
    private static final int ETHERNET_TYPE = 12;
    private static final int ETHERNET_HEADER = 14;
    private static final int IPV4 = 0x0800;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ECHO_REQUEST = 8;
    private static final int TCP_FLAGS = 13;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int UDP_HEADER = 8;
    private static final int DNS = 53;
    private static final int DNS_HEADER = 12;
    private static final int DNS_RESPONSE = 0x80;

    private Packets() {}

    /** Those whom an address tried to reach, in the order of the first attempts. */
    static Set<Contact> contacts(Path file, String from) throws IOException {
        ByteBuffer packets = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        Set<Contact> contacts = new LinkedHashSet<>();
        packets.position(FILE_HEADER);
        while (packets.remaining() >= RECORD_HEADER) {
            int kept = packets.getInt(packets.position() + KEPT_LENGTH);
            packets.position(packets.position() + RECORD_HEADER);
            if (kept < 0 || kept > packets.remaining()) {
                // A packet that was cut is the end.
                break;
            }
            contact(packets.slice(packets.position(), kept), from).ifPresent(contacts::add);
            packets.position(packets.position() + kept);
        }
        return contacts;
    }

    private static Optional<Contact> contact(ByteBuffer frame, String from) {
        try {
            if (Short.toUnsignedInt(frame.getShort(ETHERNET_TYPE)) != IPV4) {
                return Optional.empty();
            }
            ByteBuffer ip = frame.position(ETHERNET_HEADER).slice();
            if (!address(ip, 12).equals(from)) {
                return Optional.empty();
            }
            int headerLength = (ip.get(0) & 0xf) * 4;
            return contact(ip.get(9), address(ip, 16), ip.position(headerLength).slice());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // A packet that is no packet reaches nobody.
            return Optional.empty();
        }
    }

    private static Optional<Contact> contact(int protocol, String to, ByteBuffer payload) {
        switch (protocol) {
            case TCP:
                boolean begins = (payload.get(TCP_FLAGS) & (SYN | ACK)) == SYN;
                return begins ? Optional.of(new Contact(Contact.Kind.TCP, to + ":" + port(payload))) : Optional.empty();
            case UDP:
                return port(payload) == DNS
                        ? question(payload.position(UDP_HEADER).slice())
                        : Optional.of(new Contact(Contact.Kind.UDP, to + ":" + port(payload)));
            case ICMP:
                return payload.get(0) == ECHO_REQUEST
                        ? Optional.of(new Contact(Contact.Kind.PING, to))
                        : Optional.empty();
            default:
                return Optional.empty();
        }
    }

    private static String address(ByteBuffer ip, int at) {
        StringJoiner address = new StringJoiner(".");
        for (int i = 0; i < 4; i++) {
            address.add(Integer.toString(ip.get(at + i) & 0xff));
        }
        return address.toString();
    }

    /** The destination's, which is at the same place for TCP and UDP. */
    private static int port(ByteBuffer segment) {
        return Short.toUnsignedInt(segment.getShort(2));
    }

    private static Optional<Contact> question(ByteBuffer dns) {
        if ((dns.get(2) & DNS_RESPONSE) != 0) {
            return Optional.empty();
        }
        dns.position(DNS_HEADER);
        StringJoiner name = new StringJoiner(".");
        for (int length = dns.get(); length > 0; length = dns.get()) {
            byte[] label = new byte[length];
            dns.get(label);
            name.add(new String(label, StandardCharsets.US_ASCII));
        }
        return Optional.of(new Contact(Contact.Kind.NAME, name.toString()));
    }
}

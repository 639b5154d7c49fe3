package io.umlmachine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of the classic pcap format, and takes nothing that the format does not allow. */
public final class PcapReader {

    private PcapReader() {}

    /**
     * A packet.
     *
     * @param nanos its time since the epoch
     * @param originalLength how long it was
     * @param bytes what was kept
     */
    public record Packet(long nanos, int originalLength, byte[] bytes) {}

    /**
     * Reads a file.
     *
     * @return its packets
     * @throws IOException if it is none, or does not end with a whole packet
     */
    public static List<Packet> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        require(in.remaining() >= 24, "a header");
        require(in.getInt() == 0xa1b23c4d, "the magic number of nanoseconds");
        require(in.getShort() == 2 && in.getShort() == 4, "version 2.4");
        require(in.getInt() == 0 && in.getInt() == 0, "two zeros");
        int snapLength = in.getInt();
        require(in.getInt() == 1, "Ethernet");
        List<Packet> packets = new ArrayList<>();
        while (in.hasRemaining()) {
            require(in.remaining() >= 16, "the header of a record");
            long seconds = Integer.toUnsignedLong(in.getInt());
            int nanos = in.getInt();
            require(nanos >= 0 && nanos < 1_000_000_000, "nanoseconds");
            byte[] bytes = new byte[in.getInt()];
            int originalLength = in.getInt();
            require(bytes.length <= snapLength && bytes.length <= originalLength, "lengths that fit");
            require(in.remaining() >= bytes.length, "a whole packet");
            in.get(bytes);
            packets.add(new Packet(seconds * 1_000_000_000 + nanos, originalLength, bytes));
        }
        return packets;
    }

    private static void require(boolean condition, String what) throws IOException {
        if (!condition) {
            throw new IOException("The file lacks " + what);
        }
    }
}

package io.umlmachine.net.internal.slirp;

import io.umlmachine.PortForward;
import io.umlmachine.PortForward.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds who holds a port of the host, as far as /proc tells this user. Thread-safe. */
final class PortHolder {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String ANY = "00000000";

    private PortHolder() {}

    /** In words, such as {@code it is taken, by process 123 (nginx)}. */
    static String describe(PortForward forward) {
        try {
            Set<String> sockets = sockets(forward);
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (holds(process, sockets)) {
                        return "it is taken, by process " + process.getFileName() + " ("
                                + Files.readString(process.resolve("comm")).strip() + ")";
                    }
                }
            }
            return sockets.isEmpty() ? "it is taken" : "it is taken, by a process of another user";
        } catch (IOException e) {
            return "it is taken";
        }
    }

    /** What {@code /proc/PID/fd} calls the sockets at that address, from /proc/net/tcp or udp; see proc(5). */
    private static Set<String> sockets(PortForward forward) throws IOException {
        String table = forward.protocol().name().toLowerCase(Locale.ROOT);
        String address = inTable(forward.host().getAddress());
        String port = String.format("%04X", forward.host().getPort());
        try (Stream<String> lines = Files.lines(PROC.resolve("net").resolve(table), StandardCharsets.ISO_8859_1)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> forward.protocol() == Protocol.UDP || fields[STATE].equals(LISTENING))
                    .filter(fields -> fields[LOCAL].endsWith(":" + port))
                    .filter(fields ->
                            address.equals(ANY) || fields[LOCAL].startsWith(address) || fields[LOCAL].startsWith(ANY))
                    .map(fields -> "socket:[" + fields[INODE] + "]")
                    .collect(Collectors.toSet());
        }
    }

    /** As the kernel prints it: its bytes as a number of the host's order. */
    private static String inTable(InetAddress address) {
        return String.format(
                "%08X",
                ByteBuffer.wrap(address.getAddress())
                        .order(ByteOrder.nativeOrder())
                        .getInt());
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Another user's, or it has ended.
            return false;
        }
    }
}

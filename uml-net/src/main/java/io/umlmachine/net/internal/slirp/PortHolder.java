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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    /**
     * What {@code /proc/PID/fd} calls the sockets at that address, from /proc/net/tcp or udp; see proc(5). Many programs, Java
     * ones too, listen for IPv4 with sockets of IPv6, whose address ends with that of IPv4.
     */
    private static Set<String> sockets(PortForward forward) throws IOException {
        Set<String> sockets = new HashSet<>();
        String table = forward.protocol().name().toLowerCase(Locale.ROOT);
        for (Path file :
                List.of(PROC.resolve("net").resolve(table), PROC.resolve("net").resolve(table + "6"))) {
            if (Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    lines.skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .filter(fields -> forward.protocol() == Protocol.UDP || fields[STATE].equals(LISTENING))
                            .filter(fields -> covers(fields[LOCAL], forward))
                            .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
                }
            }
        }
        return sockets;
    }

    private static boolean covers(String local, PortForward forward) {
        String[] parts = local.split(":");
        String address = inTable(forward.host().getAddress());
        String bound = parts[0].substring(parts[0].length() - ANY.length());
        return Integer.parseInt(parts[1], 16) == forward.host().getPort()
                && (bound.equals(address) || bound.equals(ANY) || address.equals(ANY));
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

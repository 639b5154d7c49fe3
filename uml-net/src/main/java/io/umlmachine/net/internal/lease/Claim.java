package io.umlmachine.net.internal.lease;

import com.sun.jna.LastErrorException;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.net.LeaseHolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something of which this host has one and no more, held by this process: an address, a tap. Thread-safe.
 *
 * <p>A claim is a listening unix socket in the abstract name space, which no directory holds. The host's kernel gives a
 * name to one socket at a time, whoever's it is; it takes the name back in the moment in which the process dies, in
 * whatever way; and it has such names once in each network, as it has addresses and taps. Whoever connects to the socket
 * is told by the kernel who listens. Other users of the host can take names to annoy: they can as well take the addresses.
 */
public final class Claim implements AutoCloseable {

    private static final String PREFIX = "umlmachine/";

    /** Less than what {@code sun_path} holds, without the NUL in front that makes a name abstract; see unix(7). */
    private static final int NAME_LIMIT = 107;

    /**
     * Nobody takes the connections of those who ask for the holder, so that each takes a place until the claim ends. The
     * kernel has at most 4096 places unless told otherwise, and gives fewer without a word.
     */
    private static final int ASKERS = 65_535;

    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SOCK_STREAM_CLOEXEC_NONBLOCK = LibC.SOCK_STREAM_CLOEXEC | LibC.O_NONBLOCK;

    private final String name;
    private final int descriptor;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Claim(String name, int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Takes something, if nobody has it.
     *
     * @param kind what it is, such as {@code address}
     * @param name which
     * @return the claim, or empty if somebody has it, this process included
     * @throws IOException if the host's kernel refuses for another reason
     */
    public static Optional<Claim> take(String kind, String name) throws IOException {
        byte[] address = address(kind, name);
        int descriptor = socket();
        try {
            LibC.bind(descriptor, address, address.length);
            LibC.listen(descriptor, ASKERS);
            return Optional.of(new Claim(name, descriptor));
        } catch (LastErrorException e) {
            LibC.close(descriptor);
            if (e.getErrorCode() == LibC.EADDRINUSE) {
                return Optional.empty();
            }
            throw new IOException("Cannot claim the " + kind + " " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Who has something.
     *
     * @param kind what it is
     * @param name which
     * @return the process, or empty if nobody has it or has only just begun to
     * @throws IOException if the host's kernel does not tell
     */
    public static Optional<LeaseHolder> holder(String kind, String name) throws IOException {
        byte[] address = address(kind, name);
        int descriptor = socket();
        try {
            LibC.connect(descriptor, address, address.length);
            byte[] credentials = new byte[12];
            LibC.getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, credentials, new int[] {credentials.length});
            ByteBuffer numbers = ByteBuffer.wrap(credentials).order(ByteOrder.nativeOrder());
            return Optional.of(describe(numbers.getInt(), numbers.getInt()));
        } catch (LastErrorException e) {
            return switch (e.getErrorCode()) {
                case LibC.ECONNREFUSED -> Optional.empty();
                // All places are taken: it was asked too often.
                case LibC.EAGAIN -> Optional.of(new LeaseHolder(OptionalLong.empty(), "unknown", ""));
                default -> throw new IOException("Cannot ask who holds the " + kind + " " + name, e);
            };
        } finally {
            LibC.close(descriptor);
        }
    }

    private static int socket() throws IOException {
        try {
            // Not for programs that are started: one that lives longer than this one would keep the claim.
            return LibC.socket(LibC.AF_UNIX, SOCK_STREAM_CLOEXEC_NONBLOCK, 0);
        } catch (LastErrorException e) {
            throw new IOException("Cannot make a unix socket: " + e.getMessage(), e);
        }
    }

    private static byte[] address(String kind, String name) {
        byte[] bytes = (PREFIX + kind + "/" + name).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME_LIMIT) {
            throw new IllegalArgumentException("Too long for a lease's name: " + name);
        }
        return ByteBuffer.allocate(2 + 1 + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) LibC.AF_UNIX)
                .put((byte) 0)
                .put(bytes)
                .array();
    }

    private static LeaseHolder describe(int pid, int uid) {
        // 0 stands for one of another container.
        OptionalLong process = pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
        return new LeaseHolder(process, userName(uid), pid == 0 ? "" : commandLine(pid));
    }

    private static String commandLine(int pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine().or(handle.info()::command))
                .map(line -> line.length() <= 200 ? line : line.substring(0, 200) + "…")
                .orElse("");
    }

    /** As the host's list of users has it. */
    private static String userName(int uid) {
        Pattern entry = Pattern.compile("([^:]+):[^:]*:" + Integer.toUnsignedString(uid) + ":.*");
        try (var lines = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            return lines.map(entry::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("user " + Integer.toUnsignedString(uid));
        } catch (IOException e) {
            return "user " + Integer.toUnsignedString(uid);
        }
    }

    /** Which it is. */
    public String name() {
        return name;
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (held.compareAndSet(true, false)) {
            LibC.close(descriptor);
        }
    }
}

package io.umlmachine.net.internal.tap;

import com.sun.jna.LastErrorException;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.net.internal.lease.Ipv4;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network device of the host, as netdevice(7) describes it. What changes it takes the capability CAP_NET_ADMIN, and
 * fails with {@link LibC#EPERM} without. Immutable and thread-safe.
 *
 * @param name its name
 */
record HostInterface(String name) {

    private static final Path DEVICES = Path.of("/proc/net/dev");

    static final int REQUEST_SIZE = 40;
    static final int NAME_SIZE = 16;

    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891c;
    private static final long SIOCSIFMTU = 0x8922;

    private static final short IFF_UP = 1;

    /** Those of this network. The JDK leaves out what has no address. */
    static List<HostInterface> all() throws IOException {
        return Files.readAllLines(DEVICES).stream()
                .filter(line -> line.contains(":"))
                .map(line ->
                        new HostInterface(line.substring(0, line.indexOf(':')).strip()))
                .toList();
    }

    boolean exists() throws IOException {
        return all().contains(this);
    }

    boolean isUp() throws IOException {
        byte[] request = request();
        call(SIOCGIFFLAGS, request);
        return (ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).getShort(NAME_SIZE) & IFF_UP) != 0;
    }

    void setUp() throws IOException {
        byte[] request = request();
        call(SIOCGIFFLAGS, request);
        ByteBuffer buffer = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
        buffer.putShort(NAME_SIZE, (short) (buffer.getShort(NAME_SIZE) | IFF_UP));
        call(SIOCSIFFLAGS, request);
    }

    /** Its IPv4 addresses. */
    List<Ipv4> addresses() throws IOException {
        return Optional.ofNullable(NetworkInterface.getByName(name)).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(address -> new Ipv4(ByteBuffer.wrap(address.getAddress()).getInt()))
                .toList();
    }

    /** Gives it an address in place of its first. */
    void setAddress(Ipv4 address, Ipv4 netmask) throws IOException {
        call(SIOCSIFADDR, requestWith(address));
        call(SIOCSIFNETMASK, requestWith(netmask));
    }

    void setMtu(int bytes) throws IOException {
        byte[] request = request();
        ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(NAME_SIZE, bytes);
        call(SIOCSIFMTU, request);
    }

    /** The bridge that it is a port of. */
    Optional<HostInterface> bridge() {
        try {
            Path master = Files.readSymbolicLink(Path.of("/sys/class/net", name, "master"));
            return Optional.of(new HostInterface(master.getFileName().toString()));
        } catch (IOException e) {
            // It has none, or /sys is not that of this network.
            return Optional.empty();
        }
    }

    /** The start of a {@code struct ifreq}. */
    byte[] request() {
        byte[] request = new byte[REQUEST_SIZE];
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, request, 0, Math.min(bytes.length, NAME_SIZE - 1));
        return request;
    }

    private byte[] requestWith(Ipv4 address) {
        byte[] request = request();
        ByteBuffer buffer = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
        buffer.putShort(NAME_SIZE, (short) LibC.AF_INET);
        // Behind the family and the port.
        buffer.position(NAME_SIZE + 4);
        buffer.put(address.bytes());
        return request;
    }

    private void call(long command, byte[] request) throws IOException {
        try {
            int socket = LibC.socket(LibC.AF_INET, LibC.SOCK_DGRAM_CLOEXEC, 0);
            try {
                LibC.ioctl(socket, command, request);
            } finally {
                LibC.close(socket);
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.EPERM) {
                throw new NotPermittedException(e);
            }
            throw new IOException(
                    "The network device " + name + " cannot be asked or changed (ioctl 0x" + Long.toHexString(command)
                            + "): " + e.getMessage(),
                    e);
        }
    }

    /** This program has no right to it. */
    static final class NotPermittedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotPermittedException(Throwable cause) {
            super("It takes the capability CAP_NET_ADMIN", cause);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

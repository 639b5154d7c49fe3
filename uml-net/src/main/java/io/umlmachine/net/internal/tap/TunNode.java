package io.umlmachine.net.internal.tap;

import com.sun.jna.LastErrorException;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.internal.unix.PathBytes;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** An open {@code /dev/net/tun}, by which a tap is made or taken: linux/if_tun.h. For one thread. */
final class TunNode implements AutoCloseable {

    static final Path PATH = Path.of("/dev/net/tun");

    private static final long TUNSETIFF = 0x400454ca;
    private static final long TUNSETPERSIST = 0x400454cb;
    private static final long TUNSETOWNER = 0x400454cc;

    /** A tap, with whole frames only, and what the machine's kernel asks for too. */
    private static final int FLAGS = 0x0002 | 0x1000 | 0x4000;

    /** Only if there is none of that name. */
    private static final int IFF_TUN_EXCL = 0x8000;

    private final int descriptor;

    private TunNode(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens it.
     *
     * @throws TunTapException if it cannot be opened, saying why
     */
    static TunNode open() throws IOException {
        return open(PATH);
    }

    static TunNode open(Path path) throws IOException {
        try {
            return new TunNode(LibC.open(PathBytes.terminated(path), LibC.O_RDWR | LibC.O_CLOEXEC, 0));
        } catch (LastErrorException e) {
            throw refused(path, e);
        }
    }

    private static TunTapException refused(Path path, LastErrorException e) throws IOException {
        return switch (e.getErrorCode()) {
            case LibC.ENOENT -> missing(path);
            case LibC.ENODEV, LibC.ENXIO -> unsupported();
            case LibC.EACCES, LibC.EPERM -> closed(path);
            default -> throw new IOException("Cannot open " + path + ": " + e.getMessage(), e);
        };
    }

    private static TunTapException missing(Path path) {
        // What drivers there are does not depend on the network whose /sys this is.
        if (!Files.exists(Path.of("/sys/class/misc/tun"))) {
            return unsupported();
        }
        return new TunTapException(
                Problem.DEVICE_MISSING,
                path.toString(),
                "There is no " + path + ", although this host's kernel has TUN/TAP; in a container, the device must be"
                        + " handed in",
                "sudo mkdir -p " + path.getParent() + " && sudo mknod -m 0666 " + path + " c 10 200");
    }

    private static TunTapException unsupported() {
        return new TunTapException(
                Problem.NO_KERNEL_SUPPORT,
                PATH.toString(),
                "This host's kernel has no TUN/TAP (CONFIG_TUN), or has not loaded it",
                "sudo modprobe tun");
    }

    private static TunTapException closed(Path path) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        String group = attributes.group().getName();
        boolean forGroup = PosixFilePermissions.toString(attributes.permissions())
                        .substring(3, 5)
                        .equals("rw")
                && !group.equals("root");
        return new TunTapException(
                Problem.DEVICE_CLOSED,
                path.toString(),
                "This user may not open " + path + ": it has the mode "
                        + PosixFilePermissions.toString(attributes.permissions()) + " and belongs to "
                        + attributes.owner().getName() + " and the group " + group,
                forGroup
                        ? "sudo adduser \"$USER\" " + group + ", and a new login"
                        : "sudo chmod 0666 " + path + ", as udev has it by default");
    }

    /**
     * Takes a tap that is there, or makes one.
     *
     * @throws LastErrorException EPERM if it is another's, EBUSY if another program has it, EINVAL if it is no tap
     */
    void take(String name) throws LastErrorException {
        setInterface(name, FLAGS);
    }

    /**
     * Makes a tap that stays, for the user of this program.
     *
     * @throws LastErrorException EPERM if this program may not, EBUSY if there is a device of that name
     */
    void make(String name, int user) throws LastErrorException {
        setInterface(name, FLAGS | IFF_TUN_EXCL);
        LibC.ioctl(descriptor, TUNSETOWNER, user);
        persist(true);
    }

    /** Whether the tap that was taken stays when it is closed. */
    void persist(boolean stays) throws LastErrorException {
        LibC.ioctl(descriptor, TUNSETPERSIST, stays ? 1 : 0);
    }

    private void setInterface(String name, int flags) throws LastErrorException {
        byte[] request = new HostInterface(name).request();
        ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putShort(HostInterface.NAME_SIZE, (short) flags);
        LibC.ioctl(descriptor, TUNSETIFF, request);
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}

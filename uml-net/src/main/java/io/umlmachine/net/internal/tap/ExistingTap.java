package io.umlmachine.net.internal.tap;

import com.sun.jna.LastErrorException;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a machine's kernel can open a tap of the host: this program opens it in its place, and looks why if it cannot. */
final class ExistingTap {

    private static final int IFF_TAP = 2;

    /** What {@code owner} and {@code group} say of a tap that is nobody's in particular. */
    private static final String NOBODY = "-1";

    private ExistingTap() {}

    /**
     * Checks a tap.
     *
     * @throws TunTapException if it cannot be used, saying why
     */
    static void check(String name) throws IOException {
        try (TunNode node = TunNode.open()) {
            // Otherwise a program with enough rights would make it.
            if (!new HostInterface(name).exists()) {
                throw new TunTapException(
                        Problem.NO_SUCH_TAP,
                        name,
                        "There is no tap " + name + " in this network",
                        "sudo ip tuntap add dev " + name + " mode tap user " + HostUser.name() + " && sudo ip link set "
                                + name + " up");
            }
            node.take(name);
        } catch (LastErrorException e) {
            throw refused(name, e);
        }
    }

    private static TunTapException refused(String name, LastErrorException e) throws IOException {
        return switch (e.getErrorCode()) {
            case LibC.EBUSY ->
                new TunTapException(
                        Problem.IN_USE,
                        name,
                        "Another program has opened the tap " + name,
                        "another tap, or the end of that program, which this shows: sudo grep -l '" + name
                                + "$' /proc/[0-9]*/fdinfo/*");
            case LibC.EINVAL -> notATap(name);
            case LibC.EPERM -> isTap(name) ? othersTap(name) : notATap(name);
            default -> throw new IOException("The tap " + name + " cannot be opened: " + e.getMessage(), e);
        };
    }

    private static TunTapException notATap(String name) {
        return new TunTapException(
                Problem.NOT_A_TAP,
                name,
                "The network device " + name + " is no tap",
                "another name, and: sudo ip tuntap add dev NAME mode tap user " + HostUser.name());
    }

    private static TunTapException othersTap(String name) {
        String owner = fact(name, "owner");
        String group = fact(name, "group");
        String whose = (owner.equals(NOBODY) || owner.isEmpty() ? "" : " It belongs to the user " + owner + ".")
                + (group.equals(NOBODY) || group.isEmpty() ? "" : " It belongs to the group " + group + ".");
        return new TunTapException(
                Problem.OTHER_OWNER,
                name,
                "The user " + HostUser.id() + " may not open the tap " + name + "." + whose.replaceFirst("\\.$", ""),
                "sudo ip tuntap del dev " + name + " mode tap && sudo ip tuntap add dev " + name + " mode tap user "
                        + HostUser.name());
    }

    private static boolean isTap(String name) {
        String flags = fact(name, "tun_flags");
        return flags.isEmpty() || (Integer.decode(flags) & IFF_TAP) != 0;
    }

    /** What /sys says of a device; empty if it is not there, or is that of another network. */
    private static String fact(String name, String file) {
        try {
            return Files.readString(Path.of("/sys/class/net", name, file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}

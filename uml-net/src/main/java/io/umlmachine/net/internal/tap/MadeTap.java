package io.umlmachine.net.internal.tap;

import com.sun.jna.LastErrorException;
import io.umlmachine.NetworkHost;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.internal.unix.LibC;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import io.umlmachine.net.internal.lease.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tap that goes with its machine.
 *
 * <p>It must stay while nobody has it open, between its making and the start of the kernel and whenever the guest takes its
 * link down: the host's kernel would remove it then, and two programs cannot have it open. So it is removed by whoever is
 * left: this program; or a helper, which learns of this program's death by the end of its input; or, if both were killed,
 * the next program that makes a tap. What shows that a tap is left over is that nobody claims its name. Thread-safe.
 */
final class MadeTap implements AutoCloseable {

    static final String KIND = "tap";

    private static final Logger LOG = LoggerFactory.getLogger(MadeTap.class);

    /** Names of taps that nobody named. */
    private static final String PREFIX = "umlm";

    private static final Pattern UNNAMED = Pattern.compile(PREFIX + "\\d{1,5}");

    /** More than one host can have machines. */
    private static final int LIMIT = 65_536;

    /**
     * Waits for the end of its input, or for SIGTERM, and removes the tap if it is there. Of a program that dies both come, in
     * either order, and the second must not end the removal.
     */
    private static final String REMOVAL =
            "trap : TERM; read -r nothing; trap '' TERM; exec \"$0\" link delete dev \"$1\" 2>/dev/null";

    private final Claim claim;
    private final NetworkHost.Helper helper;

    private MadeTap(Claim claim, NetworkHost.Helper helper) {
        this.claim = claim;
        this.helper = helper;
    }

    /**
     * Makes a tap, and removes those that are left over.
     *
     * @param name its name, or empty for any
     * @throws TunTapException if this program may not, or the name is taken
     */
    static MadeTap make(Optional<String> name, NetworkHost host) throws IOException {
        removeLeftOver();
        Claim claim = name.isPresent() ? makeNamed(name.get()) : makeAny();
        try {
            return new MadeTap(claim, helper(claim.name(), host));
        } catch (IOException | RuntimeException e) {
            remove(claim.name());
            claim.close();
            throw e;
        }
    }

    private static Claim makeNamed(String name) throws IOException {
        Claim claim = Claim.take(KIND, name).orElse(null);
        if (claim == null) {
            throw TakenLease.of(KIND, name, "take another name");
        }
        if (!make(claim)) {
            throw new TunTapException(
                    Problem.ALREADY_THERE,
                    name,
                    "The host has a network device " + name + " already, so that no tap of that name can be made",
                    "TunTap.device(\"" + name + "\") to use it, or: sudo ip link delete dev " + name);
        }
        return claim;
    }

    private static Claim makeAny() throws IOException {
        for (int number = 0; number < LIMIT; number++) {
            Optional<Claim> claim = Claim.take(KIND, PREFIX + number);
            if (claim.isPresent() && make(claim.get())) {
                return claim.get();
            }
        }
        throw new IOException("The host has " + LIMIT + " taps of machines");
    }

    /** Makes the tap that was claimed; if there is a device of that name, gives the claim back. */
    private static boolean make(Claim claim) throws IOException {
        boolean made = false;
        try (TunNode node = TunNode.open()) {
            node.make(claim.name(), HostUser.id());
            made = true;
            return true;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.EBUSY) {
                return false;
            }
            if (e.getErrorCode() == LibC.EPERM) {
                throw new TunTapException(
                        Problem.NOT_ALLOWED,
                        claim.name(),
                        "This program may not make a tap, which takes the capability CAP_NET_ADMIN",
                        "sudo ip tuntap add dev tap0 mode tap user " + HostUser.name()
                                + " && sudo ip link set tap0 up, and TunTap.device(\"tap0\"); or Slirp, which needs no"
                                + " right");
            }
            throw new IOException("Cannot make the tap " + claim.name() + ": " + e.getMessage(), e);
        } finally {
            if (!made) {
                claim.close();
            }
        }
    }

    private static NetworkHost.Helper helper(String name, NetworkHost host) throws IOException {
        Optional<Path> ip = Programs.find("ip");
        if (ip.isEmpty()) {
            LOG.warn(
                    "There is no program ip (iproute2): if this program is killed, its tap {} stays for a while", name);
            return NoHelper.INSTANCE;
        }
        List<String> command = List.of("/bin/sh", "-c", REMOVAL, ip.get().toString(), name);
        return host.start(command, new NetworkHost.HelperLog() {
            @Override
            public void line(String line) {
                LOG.debug("Removing the tap {}: {}", name, line);
            }

            @Override
            public void end() {
                // Nobody waits for it.
            }
        });
    }

    /** Those that a program left which was killed together with its helper. */
    private static void removeLeftOver() throws IOException {
        List<String> names = HostInterface.all().stream()
                .map(HostInterface::name)
                .filter(name -> UNNAMED.matcher(name).matches())
                .toList();
        for (String name : names) {
            try (Claim claim = Claim.take(KIND, name).orElse(null)) {
                if (claim != null) {
                    LOG.info("Removing the tap {}, which a program left that was killed", name);
                    remove(name);
                }
            }
        }
    }

    /** Removes a tap unless somebody has it open, or it is another user's. */
    private static void remove(String name) throws IOException {
        if (!new HostInterface(name).exists()) {
            return;
        }
        try (TunNode node = TunNode.open()) {
            node.take(name);
            node.persist(false);
        } catch (LastErrorException e) {
            LOG.warn("The tap {} cannot be removed now: {}", name, e.getMessage());
        }
    }

    String name() {
        return claim.name();
    }

    /** Removes it. The kernel that had it must have ended. */
    @Override
    public void close() {
        try {
            remove(name());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The tap {} cannot be removed", name(), e);
        } finally {
            // What it finds it removes, too.
            helper.close();
            claim.close();
        }
    }

    /** In place of one that cannot be started. */
    private enum NoHelper implements NetworkHost.Helper {
        INSTANCE;

        @Override
        public boolean isAlive() {
            return false;
        }

        @Override
        public boolean waitFor(Duration timeout) {
            return true;
        }

        @Override
        public void close() {
            // It does not run.
        }
    }
}

package io.umlmachine.net.internal.slirp;

import io.umlmachine.PortForward;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forwards of one machine, which keep their ports of the host from one slirp4netns to the next. For one thread at a
 * time.
 */
final class Forwards implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Forwards.class);

    /**
     * How many free ports are tried. slirp4netns takes no port 0, so that the port is chosen before it listens, and somebody
     * may be faster, though hardly more than once.
     */
    private static final int TRIES = 10;

    private final List<Entry> entries = new ArrayList<>();

    /** A forward, with slirp4netns's number for it while it is in force. */
    private static final class Entry {
        private final boolean anyPort;
        private HostPort port;
        private OptionalInt id = OptionalInt.empty();

        Entry(PortForward wish) throws IOException {
            anyPort = wish.host().getPort() == 0;
            port = HostPort.reserve(wish);
        }

        /** Has slirp4netns listen; if that is the first time, at another free port if one is snatched away. */
        void apply(SlirpApi api, boolean first) throws IOException, InterruptedException {
            for (int tries = 1; ; tries++) {
                port.yield();
                Optional<Integer> number = api.add(port.forward());
                if (number.isPresent()) {
                    id = OptionalInt.of(number.get());
                    return;
                }
                if (!first || !anyPort || tries == TRIES) {
                    throw port.unavailable();
                }
                PortForward lost = port.forward();
                port.close();
                port = HostPort.reserve(new PortForward(
                        lost.protocol(), new InetSocketAddress(lost.host().getAddress(), 0), lost.guestPort()));
            }
        }
    }

    /** What is forwarded, or will be again, in the order in which it was added. */
    List<PortForward> list() {
        return entries.stream().map(entry -> entry.port.forward()).toList();
    }

    /** Adds one; if that fails, nothing is left of it. */
    PortForward add(PortForward wish, SlirpApi api) throws IOException, InterruptedException {
        Entry entry = new Entry(wish);
        boolean added = false;
        try {
            entry.apply(api, true);
            entries.add(entry);
            added = true;
            return entry.port.forward();
        } finally {
            if (!added) {
                entry.port.close();
            }
        }
    }

    /** Puts all of them in force with another slirp4netns. */
    void move(SlirpApi api) throws IOException, InterruptedException {
        for (Entry entry : entries) {
            entry.apply(api, false);
        }
    }

    /** They are not in force any more: slirp4netns is gone. Keeps their ports, as far as nobody is faster. */
    void interrupt() {
        for (Entry entry : entries) {
            entry.id = OptionalInt.empty();
            try {
                entry.port.keep();
            } catch (IOException e) {
                LOG.warn("Somebody took a port as soon as its forward was interrupted: {}", e.getMessage());
            }
        }
    }

    /** Removes one, if it is there; from the helper, too, if there is one. */
    void remove(PortForward forward, @Nullable SlirpHelper helper) throws IOException, InterruptedException {
        for (Entry entry : List.copyOf(entries)) {
            if (entry.port.forward().equals(forward)) {
                if (helper != null && entry.id.isPresent()) {
                    helper.api().remove(entry.id.getAsInt());
                }
                entries.remove(entry);
                entry.port.close();
            }
        }
    }

    /** Lets go of every port. */
    @Override
    public void close() throws IOException {
        for (Entry entry : entries) {
            entry.port.close();
        }
        entries.clear();
    }
}

package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How mmdebstrap gets the rights to make files of other owners and to enter the new system. */
enum MmdebstrapMode {
    /** It has them. */
    ROOT,
    /** A user namespace with subordinate ids. */
    UNSHARE,
    /** A library between the programs and the C library. */
    FAKECHROOT;

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);

    /** The best that this user can use on this host, if there is any. */
    static Optional<MmdebstrapMode> probe(OwnedDirectory owner) throws IOException, InterruptedException {
        if (!Tools.has("mmdebstrap")) {
            return Optional.empty();
        }
        if (Tools.isRoot()) {
            return Optional.of(ROOT);
        }
        if (canUnshare(owner)) {
            return Optional.of(UNSHARE);
        }
        return Tools.has("fakechroot") ? Optional.of(FAKECHROOT) : Optional.empty();
    }

    /** Enters a namespace as mmdebstrap will: that takes newuidmap, subordinate ids and a kernel that lets users do so. */
    private static boolean canUnshare(OwnedDirectory owner) throws IOException, InterruptedException {
        return Tools.has("newuidmap")
                && HostCommand.of(unshared(List.of(Tools.path("true"))))
                        .timeout(PROBE_TIMEOUT)
                        .run(owner)
                        .success();
    }

    /** A command in a namespace like mmdebstrap's, where it has the rights over the files made there. */
    static List<String> unshared(List<String> argv) throws IOException {
        List<String> words = new ArrayList<>(List.of(Tools.path("mmdebstrap"), "--unshare-helper"));
        words.addAll(argv);
        return words;
    }

    /** As {@code --mode} takes it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

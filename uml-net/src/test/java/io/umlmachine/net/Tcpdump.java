package io.umlmachine.net;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Programs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's tcpdump(8) and its libpcap, to read files with. The packages are unpacked, not installed. Fetched once, as an
 * ordinary user, and kept in the cache.
 */
final class Tcpdump {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The host may have no lists of packages, as containers do; then they are fetched to a place of our own. */
    private static final String FETCH = """
            set -e
            mkdir -p lists/partial cache/archives/partial tree
            apt-get -q download tcpdump libpcap0.8 || {
                set -- -q -o Dir::State::lists="$PWD/lists" -o Dir::Cache="$PWD/cache"
                apt-get "$@" update
                apt-get "$@" download tcpdump libpcap0.8
            }
            for package in *.deb; do dpkg-deb -x "$package" tree; done
            """;

    private static final String READ = """
            set -e
            for library in "$1"/usr/lib/*/libpcap.so.0.8; do LD_LIBRARY_PATH=${library%/*}; done
            export LD_LIBRARY_PATH
            "$1"/usr/bin/tcpdump -nn -tt -r "$2" "$3" >"$4"
            """;

    private Tcpdump() {}

    /**
     * Reads a file.
     *
     * @param file what was captured
     * @param filter as in pcap-filter(7)
     * @return what it prints
     */
    static String read(Path file, String filter) throws IOException, InterruptedException {
        Path tree = fetch();
        try (OwnedDirectory work = OwnedDirectory.create(Directories.runtime())) {
            Path words = work.path().resolve("words");
            run(work, READ, tree.toString(), file.toString(), filter, words.toString());
            return Files.readString(words);
        }
    }

    private static Path fetch() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Directories.cache().resolve("test-images"));
        Path tree = directory.resolve("tcpdump");
        try (FileChannel lock = FileChannel.open(
                directory.resolve("tcpdump.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.exists(tree)) {
                try (OwnedDirectory work = OwnedDirectory.create(directory)) {
                    run(work, FETCH);
                    Files.move(work.path().resolve("tree"), tree, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        return tree;
    }

    private static void run(OwnedDirectory work, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of(Programs.find("sh").orElseThrow().toString(), "-c", script, "sh"));
        argv.addAll(List.of(arguments));
        HostCommand.Result result =
                HostCommand.of(argv).directory(work.path()).timeout(PATIENCE).run(work);
        if (!result.success()) {
            throw new IOException("tcpdump: " + result);
        }
    }
}

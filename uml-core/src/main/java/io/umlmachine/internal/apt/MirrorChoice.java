package io.umlmachine.internal.apt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses from a host's sources where the packages of a suite come from. Other archives may use the names of Debian's suites,
 * so an entry that asks for a keyring other than Debian's is never chosen.
 *
 * @param entries the host's sources
 * @param hostSuite the suite that the host runs, if that is known
 */
public record MirrorChoice(List<AptEntry> entries, Optional<String> hostSuite) {

    private static final String MAIN = "main";
    private static final Path APT = Path.of("/etc/apt");
    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    /** Copies the list. */
    public MirrorChoice {
        entries = List.copyOf(entries);
    }

    /** The choice that this host has. */
    public static MirrorChoice ofHost() {
        return new MirrorChoice(HostSources.read(APT), HostRelease.codename(OS_RELEASE));
    }

    /**
     * The sources of a suite: the host's own for that suite, with its updates and security updates as far as the host uses
     * them; else the mirror from which the host gets its own suite; else none.
     */
    public List<AptEntry> sourcesOf(String suite) {
        Optional<AptEntry> exact = find(suite);
        if (exact.isPresent()) {
            return Stream.of(exact, find(suite + "-updates"), find(suite + "-security"))
                    .flatMap(Optional::stream)
                    .toList();
        }
        return hostSuite.flatMap(this::find).map(entry -> entry.withSuite(suite)).stream()
                .toList();
    }

    private Optional<AptEntry> find(String suite) {
        return find(suite, AptEntry::isDebian).or(() -> find(suite, AptEntry::mayBeDebian));
    }

    private Optional<AptEntry> find(String suite, Predicate<AptEntry> trusted) {
        return entries.stream()
                .filter(AptEntry::isRemoteBinary)
                .filter(entry ->
                        entry.suite().equals(suite) && entry.components().contains(MAIN))
                .filter(trusted)
                .findFirst();
    }
}

package io.umlmachine.image.internal.apt;

import io.umlmachine.image.AptSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses from a host's sources what an image of a suite is made from. Other archives may use the names of Debian's suites,
 * so an entry that asks for a keyring other than Debian's is never chosen.
 *
 * @param entries the host's sources
 * @param hostSuite the suite that the host runs, if that is known
 */
public record MirrorChoice(List<AptEntry> entries, Optional<String> hostSuite) {

    private static final String MAIN = "main";

    /** Copies the list. */
    public MirrorChoice {
        entries = List.copyOf(entries);
    }

    /**
     * The sources of a suite: the host's own for that suite, with its updates and security updates as far as the host uses
     * them; else the mirror from which the host gets its own suite; else none.
     */
    public List<AptSource> sourcesOf(String suite, List<String> components) {
        Optional<AptEntry> exact = find(suite);
        if (exact.isPresent()) {
            List<AptSource> sources = new ArrayList<>();
            Stream.of(exact, find(suite + "-updates"), find(suite + "-security"))
                    .flatMap(Optional::stream)
                    .forEach(entry -> sources.add(new AptSource(entry.uri(), entry.suite(), components)));
            return List.copyOf(sources);
        }
        return hostSuite
                .flatMap(this::find)
                .map(entry -> List.of(new AptSource(entry.uri(), suite, components)))
                .orElse(List.of());
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

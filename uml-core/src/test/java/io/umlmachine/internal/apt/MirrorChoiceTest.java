package io.umlmachine.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorChoiceTest {

    private static final List<String> MAIN = List.of("main");
    private static final String DEBIAN = "http://mirror.example/debian";
    private static final String SECURITY = "http://mirror.example/debian-security";
    private static final Optional<String> DEBIAN_KEYS = Optional.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    @Test
    void theHostsOwnSuiteComesWithItsUpdatesAndSecurityUpdates() {
        assertThat(choice(
                                entry(DEBIAN, "bookworm"),
                                entry(DEBIAN, "bookworm-updates"),
                                entry(SECURITY, "bookworm-security"))
                        .sourcesOf("bookworm"))
                .containsExactly(
                        entry(DEBIAN, "bookworm"),
                        entry(DEBIAN, "bookworm-updates"),
                        entry(SECURITY, "bookworm-security"));
    }

    @Test
    void updatesThatTheHostDoesNotUseAreNotUsed() {
        assertThat(choice(entry(DEBIAN, "bookworm")).sourcesOf("bookworm")).containsExactly(entry(DEBIAN, "bookworm"));
    }

    @Test
    void othersSourcesAreNotTakenForDebians() {
        AptEntry sameNames = new AptEntry(
                "deb", "http://other.example/apt", "bookworm", MAIN, Optional.of("/usr/share/keyrings/other.gpg"));
        AptEntry noMain =
                new AptEntry("deb", "http://other.example/apt", "bookworm", List.of("stable"), Optional.empty());
        AptEntry longerName = new AptEntry("deb", "http://other.example/apt", "sdk-bookworm", MAIN, Optional.empty());
        AptEntry source = new AptEntry("deb-src", "http://other.example/apt", "bookworm", MAIN, DEBIAN_KEYS);
        AptEntry local = new AptEntry("deb", "file:///srv/mirror", "bookworm", MAIN, DEBIAN_KEYS);

        assertThat(choice(sameNames, noMain, longerName, source, local, entry(DEBIAN, "bookworm"))
                        .sourcesOf("bookworm"))
                .containsExactly(entry(DEBIAN, "bookworm"));
    }

    @Test
    void debiansKeyringIsPreferredToNone() {
        AptEntry unsigned = new AptEntry("deb", "http://other.example/apt", "bookworm", MAIN, Optional.empty());

        assertThat(choice(unsigned, entry(DEBIAN, "bookworm")).sourcesOf("bookworm"))
                .containsExactly(entry(DEBIAN, "bookworm"));
        assertThat(choice(unsigned).sourcesOf("bookworm")).containsExactly(unsigned);
    }

    @Test
    void anotherSuiteComesFromTheMirrorOfTheHostsOwn() {
        assertThat(choice(entry(SECURITY, "bookworm-security"), entry(DEBIAN, "bookworm"))
                        .sourcesOf("trixie"))
                .containsExactly(entry(DEBIAN, "trixie"));
    }

    @Test
    void aHostThatIsNotDebianSaysNothing() {
        assertThat(new MirrorChoice(List.of(entry(DEBIAN, "noble")), Optional.empty()).sourcesOf("bookworm"))
                .isEmpty();
    }

    private static MirrorChoice choice(AptEntry... entries) {
        return new MirrorChoice(List.of(entries), Optional.of("bookworm"));
    }

    private static AptEntry entry(String uri, String suite) {
        return new AptEntry("deb", uri, suite, MAIN, DEBIAN_KEYS);
    }
}

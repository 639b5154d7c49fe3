package io.umlmachine.net.internal.slirp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostResolverTest {

    @Test
    void theLastOfSeveralListsCounts() {
        assertThat(HostResolver.parse("search a.example b.example\ndomain c.example d.example\n")
                        .searchDomains())
                .containsExactly("c.example");
        assertThat(HostResolver.parse("domain c.example\nsearch\ta.example  b.example \n")
                        .searchDomains())
                .containsExactly("a.example", "b.example");
    }

    @Test
    void commentsOtherLinesAndTheRootAreNone() {
        assertThat(HostResolver.parse("# search x.example\n;search y.example\nnameserver 192.0.2.1\nsearch .\n")
                        .searchDomains())
                .isEmpty();
        assertThat(HostResolver.parse("").searchDomains()).isEmpty();
        assertThat(HostResolver.parse("search").searchDomains()).isEmpty();
    }

    @Test
    void whatIsNoDomainDoesNotReachTheGuest() {
        assertThat(HostResolver.parse("search ok.example $(reboot) b;c\n").searchDomains())
                .containsExactly("ok.example");
    }
}

package io.umlmachine.pbuilder.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    private static final String SIMULATION = """
            NOTE: This is only a simulation!
            Reading package lists...
            Remv old [1.0] [needs:amd64 ]
            Inst b [1.0] (1.1-2 Debian:12.11/stable [amd64]) []
            Inst a:i386 (2:1+b1 Debian:12.11/stable, Debian-Security:12/stable-security [i386])
            Inst c (3 local [all])
            Conf b (1.1-2 Debian:12.11/stable [amd64])
            """;

    private static final String URIS = """
            Reading package lists...
            'http://mirror.example/pool/b_1.1-2_amd64.deb' b_1.1-2_amd64.deb 10 SHA256:bb
            'http://mirror.example/pool/a_1+b1_i386.deb' a_2%3a1+b1_i386.deb 20 SHA256:aa
            'file:/var/lib/debs/c.deb' c_3_all.deb 30 SHA256:cc
            """;

    private static Question question(String wanted) {
        return new Question(new BaseIdentity("base"), List.of(), List.of(wanted));
    }

    @Test
    void whatAptSaysIsUnderstood() {
        assertThat(Resolution.parse(SIMULATION, URIS))
                .contains(new Resolution(
                        List.of("a:i386_2:1+b1_i386", "b_1.1-2_amd64", "c_3_all"),
                        List.of("old"),
                        List.of(
                                "a_2%3a1+b1_i386.deb 20 SHA256:aa",
                                "b_1.1-2_amd64.deb 10 SHA256:bb", "c_3_all.deb 30 SHA256:cc")));
    }

    @Test
    void nothingToDoIsAnAnswerToo() {
        assertThat(Resolution.parse("Reading package lists...\n", ""))
                .contains(new Resolution(List.of(), List.of(), List.of()));
    }

    @Test
    void whatDoesNotFitTogetherIsNoAnswer() {
        assertThat(Resolution.parse(SIMULATION, "")).isEmpty();
        assertThat(Resolution.parse("Inst something new", "")).isEmpty();
    }

    @Test
    void equalVersionsOfOtherContentAreAnotherLayer() {
        Resolution one = Resolution.parse(SIMULATION, URIS).orElseThrow();
        Resolution other = Resolution.parse(SIMULATION, URIS.replace("SHA256:cc", "SHA256:dd"))
                .orElseThrow();
        Resolution moved = Resolution.parse(SIMULATION, URIS.replace("mirror.example", "other.example"))
                .orElseThrow();
        Question question = question("Build-Depends: c");
        assertThat(question.layer(one, List.of()))
                .isNotEqualTo(question.layer(other, List.of()))
                .isEqualTo(question.layer(moved, List.of()));
        // Questions differ, and the layer is the same.
        assertThat(question.digest())
                .isNotEqualTo(question("Build-Depends: c (>= 1)").digest());
        assertThat(question.layer(one, List.of()))
                .isEqualTo(question("Build-Depends: c (>= 1)").layer(one, List.of()));
    }
}

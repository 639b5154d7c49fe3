package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {

    private static LogLine line(long number, String text) {
        return new LogLine(number, text, LineKind.ERROR);
    }

    @Test
    void theReasonStandsShortlyBeforeWhatMakeComplainsOfFirst() {
        List<LogLine> errors = List.of(
                line(308, "sh: 1: build-aux/git-version-gen: not found"),
                line(1162, "hello.c:57:10: error: 'greeting' undeclared"),
                line(1164, "make[4]: *** [Makefile:2035: hello.o] Error 1"),
                line(1165, "make[3]: *** [Makefile:1700: all-recursive] Error 1"),
                line(1168, "dpkg-buildpackage: error: debian/rules build subprocess returned exit status 2"));

        assertThat(Suspects.of(errors)).extracting(LogLine::number).containsExactly(1162L, 1164L);
    }

    @Test
    void withoutMakeTheFirstOnesAreNamedEachOnce() {
        List<LogLine> errors = List.of(line(5, "E: no"), line(6, "E: no"), line(7, "E: Unable to correct problems"));

        assertThat(Suspects.of(errors)).extracting(LogLine::number).containsExactly(5L, 7L);
        assertThat(Suspects.of(List.of())).isEmpty();
    }
}

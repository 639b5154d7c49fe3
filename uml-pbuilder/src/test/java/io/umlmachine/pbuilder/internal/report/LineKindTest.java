package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo.c:3:5: error: expected ';' before 'return'",
                "foo.c:1:10: fatal error: zlib.h: No such file or directory",
                "make[1]: *** [debian/rules:5: build] Error 3",
                "make: *** No rule to make target 'all'.  Stop.",
                "dpkg-buildpackage: error: debian/rules build subprocess returned exit status 2",
                "dh_install: error: missing files, aborting",
                "E: Unable to correct problems, you have held broken packages.",
                "/usr/bin/ld: main.o: undefined reference to `deflate'",
                "collect2: error: ld returned 1 exit status",
                "sh: 1: cmake: not found",
                "bash: line 1: cmake: command not found",
                "Traceback (most recent call last):",
                "[ERROR] COMPILATION ERROR :",
                "FAIL: test-suite.log",
                "FAILED tests/test_a.py::test_b - assert 1 == 2",
                "Segmentation fault (core dumped)",
                "ERROR: test_parse (tests.Parse)",
                "The build ended with io.umlmachine.pbuilder.ResultException: The build left none"
            })
    void errorsOfUsualToolsAreSeen(String line) {
        assertThat(LineKind.of(line)).isEqualTo(LineKind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checking for strerror... yes",
                "gcc -Werror=format-security -c error.c",
                "0 errors, 0 failures",
                "make[2]: [Makefile:9: clean] Error 1 (ignored)",
                "  CC       src/error.lo",
                "copying src/errors.py -> build/lib",
                "Tests run: 3, Failures: 0, Errors: 0"
            })
    void whatOnlySoundsLikeOneIsNone(String line) {
        assertThat(LineKind.of(line)).isEqualTo(LineKind.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo.c:3:5: warning: unused variable 'x' [-Wunused-variable]",
                "dpkg-shlibdeps: warning: package could avoid a useless dependency",
                "W: Download is performed unsandboxed"
            })
    void warningsAreTold(String line) {
        assertThat(LineKind.of(line)).isEqualTo(LineKind.WARNING);
    }
}

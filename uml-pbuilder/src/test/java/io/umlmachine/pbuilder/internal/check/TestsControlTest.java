package io.umlmachine.pbuilder.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestsControlTest {

    private static SourceTest one(String paragraph) throws Deb822Exception {
        List<SourceTest> tests = TestsControl.parse(paragraph);
        assertThat(tests).hasSize(1);
        return tests.get(0);
    }

    @Test
    void testsOfOneParagraphShareWhatItSays() throws Deb822Exception {
        List<SourceTest> tests = TestsControl.parse("""
                # a comment
                Tests: one, two
                  three
                Depends: @, foo (>= 1)
                Restrictions: needs-root allow-stderr
                Tests-Directory: t

                Test-Command: echo "a, b"

                Test-Command: true
                Features: test-name=fine
                """);
        assertThat(tests).extracting(SourceTest::name).containsExactly("one", "two", "three", "command1", "fine");
        assertThat(tests.get(1).argv()).containsExactly("t/two");
        assertThat(tests.get(1).depends()).isEqualTo("@, foo (>= 1)");
        assertThat(tests.get(1).has("needs-root")).isTrue();
        assertThat(tests.get(3).argv()).containsExactly("bash", "-ec", "echo \"a, b\"");
        assertThat(tests.get(3).depends()).isEqualTo("@");
        assertThat(tests).allSatisfy(test -> assertThat(test.objection("amd64")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Restrictions: needs-sudo | the restriction needs-sudo is not supported",
                "Restrictions: isolation-machine build-needed | the restriction build-needed is not supported",
                "Features: fancy | the feature fancy is not supported",
                "Colour: red | the field Colour is not supported",
                "Depends: @recommends@ | the dependency @recommends@ is not supported",
                "Architecture: arm64 | it is for the architectures arm64, not for amd64",
                "Architecture: !amd64 | it is for the architectures !amd64, not for amd64",
            })
    void whatIsNotSupportedIsNamed(String line, String reason) throws Deb822Exception {
        assertThat(one("Tests: t\n" + line + "\n").objection("amd64")).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"any", "linux-any", "any-amd64", "'arm64 amd64'", "'!arm64'"})
    void architecturesAreMatched(String architectures) throws Deb822Exception {
        assertThat(one("Tests: t\nArchitecture: " + architectures + "\n").objection("amd64"))
                .isEmpty();
    }

    @Test
    void aParagraphWithoutAnyTestIsNamed() throws Deb822Exception {
        assertThat(one("Depends: @\n").objection("amd64")).get().asString().contains("Tests and Test-Command");
    }

    @Test
    void dependenciesStandForPackages() throws Deb822Exception {
        TestDependencies dependencies = new TestDependencies(
                List.of("a", "liba1"),
                Deb822.parse("Source: a\nBuild-Depends: debhelper-compat (= 13), b [amd64] | c\n")
                        .get(0));
        assertThat(dependencies.resolve("@, x | y")).isEqualTo("a, liba1, x | y");
        assertThat(dependencies.resolve("@builddeps@"))
                .isEqualTo("build-essential, debhelper-compat (= 13), b [amd64] | c");
        assertThat(dependencies.resolve("")).isEmpty();
    }
}

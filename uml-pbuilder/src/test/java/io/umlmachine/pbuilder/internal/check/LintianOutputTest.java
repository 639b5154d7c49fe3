package io.umlmachine.pbuilder.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.pbuilder.LintianTag;
import io.umlmachine.pbuilder.LintianTag.Severity;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LintianOutputTest {

    @Test
    void eachTagHasItsSeverityPackageAndDetail() {
        String output = """
                E: hello source: source-is-missing [a b.js]
                W: hello: file-in-unusual-dir [usr/local/bin/foo]
                I: libfoo1-udeb udeb: typo addtional additional [usr/share/man/man1/hello.1.gz:27]
                P: hello changes: no-detail
                N:
                N: 3 tags overridden (3 errors)
                O: hello: no-copyright-file
                warning: cannot run as root
                """;
        assertThat(LintianOutput.parse(output))
                .containsExactly(
                        new LintianTag(Severity.ERROR, "hello", "source", "source-is-missing", "[a b.js]"),
                        new LintianTag(
                                Severity.WARNING, "hello", "binary", "file-in-unusual-dir", "[usr/local/bin/foo]"),
                        new LintianTag(
                                Severity.INFO,
                                "libfoo1-udeb",
                                "udeb",
                                "typo",
                                "addtional additional [usr/share/man/man1/hello.1.gz:27]"),
                        new LintianTag(Severity.PEDANTIC, "hello", "changes", "no-detail", ""),
                        new LintianTag(Severity.OVERRIDDEN, "hello", "binary", "no-copyright-file", ""));
    }

    @Test
    void overriddenTagsAreNoFaults() {
        LintianTag overridden = new LintianTag(Severity.OVERRIDDEN, "a", "binary", "b", "");
        LintianTag warning = new LintianTag(Severity.WARNING, "a", "binary", "b", "");
        assertThat(overridden.isAtLeast(Severity.PEDANTIC)).isFalse();
        assertThat(warning.isAtLeast(Severity.ERROR)).isFalse();
        assertThat(warning.isAtLeast(Severity.WARNING)).isTrue();
        assertThat(warning.isAtLeast(Severity.INFO)).isTrue();
    }

    @Property
    void anythingCanBePrinted(@ForAll String output) {
        assertThat(LintianOutput.parse(output))
                .hasSizeLessThanOrEqualTo((int) output.lines().count());
    }
}

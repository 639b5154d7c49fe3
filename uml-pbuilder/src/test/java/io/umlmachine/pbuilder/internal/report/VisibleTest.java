package io.umlmachine.pbuilder.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void textOfAnyScriptStaysAsItIs() {
        String text = "Grüße, Ελληνικά, 日本語, emoji \ud83d\ude00\tand tabs\n";

        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @Test
    void whatATerminalWouldObeyIsGone() {
        assertThat(Visible.of("\u001b[01m\u001b[Kfoo.c:3:5:\u001b[m\u001b[K \u001b[38;5;9merror:\u001b[0m no"))
                .isEqualTo("foo.c:3:5: error: no");
        assertThat(Visible.of("\u001b]0;a title\u0007rest \u001b]8;;http://mirror.example\u001b\\link \u009b2Jend"))
                .isEqualTo("rest link end");
        assertThat(Visible.of("cut \u001b")).isEqualTo("cut ");
    }

    @Test
    void whatIsInvisibleOrTurnsTextAroundIsShown() {
        assertThat(Visible.of("a\u0000b\u0008c\u007f\r")).isEqualTo("a\u2400b\u2408c\u2421\u240d");
        assertThat(Visible.of("if (\u202e evil \u2066) \u200b\u200f\ufeff\u2028"))
                .isEqualTo("if ([U+202E] evil [U+2066]) [U+200B][U+200F][U+FEFF][U+2028]");
        assertThat(Visible.of("\udb40\udc41")).isEqualTo("[U+E0041]");
        assertThat(Visible.of("half a pair \ud83d.")).isEqualTo("half a pair \ufffd.");
    }

    @Property
    void nothingInvisibleIsLeft(@ForAll String text) {
        assertThat(Visible.of(text).codePoints())
                .allMatch(point -> point == '\t' || point == '\n' || !Character.isISOControl(point))
                .noneMatch(point -> Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE);
    }
}

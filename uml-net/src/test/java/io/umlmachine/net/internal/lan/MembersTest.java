package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.net.LanException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses of a segment's machines. */
class MembersTest {

    private final Members members = new Members(Subnet.parse("10.0.2.0/29"));

    @Test
    void addressesAreGivenOutInOrderAndComeBack() {
        Member a = members.add("a");
        members.add("b");
        assertThat(members.addresses())
                .containsExactly(java.util.Map.entry("a", "10.0.2.4"), java.util.Map.entry("b", "10.0.2.5"));
        members.remove(a);
        assertThat(members.find("a")).isEmpty();
        assertThat(members.add("c").address()).isEqualTo("10.0.2.4");
        // Its place is another's now.
        members.remove(a);
        assertThat(members.list()).hasSize(2);
    }

    @Test
    void aNameThatIsTakenIsRefusedWithItsAddress() {
        members.add("a");
        assertThatThrownBy(() -> members.add("a"))
                .isInstanceOf(LanException.class)
                .hasMessageContaining("10.0.2.4")
                .extracting("member", InstanceOfAssertFactories.STRING)
                .isEqualTo("a");
    }

    @Test
    void aSegmentThatIsFullIsRefused() {
        members.add("a");
        members.add("b");
        members.add("c");
        assertThatThrownBy(() -> members.add("d"))
                .isInstanceOf(LanException.class)
                .hasMessageContaining("wider subnet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "DB", "a-1", "db.example", "0a", "x.y.z"})
    void hostNamesAreNamesInSmallLetters(String name) {
        assertThat(Members.check(name)).isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "-a",
                "a-",
                "a..b",
                ".a",
                "a_b",
                "localhost",
                "LOCALHOST",
                "10.0.2.2",
                "1",
                "ü",
                "a\t"
            })
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> Members.check(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}

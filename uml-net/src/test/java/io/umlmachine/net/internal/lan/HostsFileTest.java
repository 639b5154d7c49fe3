package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The block of a hosts file. */
class HostsFileTest {

    @Test
    void theNamesGoToTheFrontAndTheRestStays() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("db", "10.0.2.4");
        members.put("web", "10.0.2.5");
        String old = "127.0.0.1\tlocalhost\n127.0.1.1\tdb\n";
        String with = HostsFile.with(old, members);
        assertThat(with.lines()).startsWith(with.lines().findFirst().orElseThrow(), "10.0.2.4\tdb", "10.0.2.5\tweb");
        assertThat(with).endsWith(old);
    }

    @Test
    void aFileThatIsNotThereGetsLoopbackToo() {
        assertThat(HostsFile.with("", Map.of())).contains("127.0.0.1\tlocalhost\n", "::1\tlocalhost ");
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                        "127.0.0.1\tlocalhost",
                        "# comment {",
                        "# } machines",
                        "",
                        " ",
                        "::1 ip6-localhost",
                        "1.2.3.4 x # y",
                        "\t$1\\")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(lines -> String.join("\n", lines) + "\nend");
    }

    @Property
    void otherLinesStayWhateverIsWrittenHowOften(
            @ForAll("files") String file,
            @ForAll("files") String after,
            @ForAll List<@net.jqwik.api.From("names") String> names) {
        Map<String, String> members = new LinkedHashMap<>();
        names.forEach(name -> members.put(name, "10.0.2." + members.size()));
        String once = HostsFile.with(file, members);
        assertThat(once).endsWith(file);
        assertThat(HostsFile.with(once, members)).isEqualTo(once);
        assertThat(HostsFile.with(once, Map.of("other", "10.0.2.9")))
                .doesNotContain("10.0.2.0")
                .endsWith(file);
        assertThat(HostsFile.with(after + "\n" + once, Map.of())).endsWith(after + "\n" + file);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(3);
    }
}

package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class RootstrapConfPropertyTest {

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("rootstrap", ".conf");
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    private static RootstrapConf read(String text) throws IOException {
        return RootstrapConf.load(Files.writeString(file, text));
    }

    /** Whatever is in a file, it is read, or refused with problems that stand in it. */
    @Property(tries = 300)
    void everythingIsReadOrRefusedWithItsPlace(@ForAll("files") String text) throws IOException {
        try {
            RootstrapConf conf = read(text);
            assertThat(conf.recipe()).isEqualTo(conf.recipe());
            assertThat(conf.settings()).allSatisfy(setting -> assertThat(text).contains(setting.key()));
        } catch (RootstrapException e) {
            assertThat(e).hasMessageContaining(file.toString());
            assertThat(e.problems())
                    .allSatisfy(problem ->
                            assertThat(text).contains(problem.setting().key()));
        }
    }

    @Property(tries = 200)
    void whatIsSetReachesTheRecipeWhereverItStands(
            @ForAll("suites") String suite,
            @ForAll @IntRange(min = 512, max = 100_000) int megabytes,
            @ForAll("packages") List<String> include,
            @ForAll boolean sections,
            @ForAll Random random)
            throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("dist", suite);
        keys.put("mirror", "http://mirror.example/debian");
        keys.put("include", String.join(random.nextBoolean() ? "," : " ", include));
        List<String> debian = lines(keys, random);
        String global = "initialsize = " + megabytes + "\n";
        String text = sections
                ? "[global]\n" + global + "[debian]\n" + String.join("", debian)
                : String.join("", debian) + global;

        ImageRecipe recipe = read(text).recipe();

        assertThat(recipe.suite()).isEqualTo(suite);
        assertThat(recipe.size()).isEqualTo(ByteSize.mebibytes(megabytes));
        assertThat(recipe.packages().include()).containsExactlyElementsOf(new TreeSet<>(include));
        assertThat(recipe.sources())
                .containsExactly(new AptSource("http://mirror.example/debian", suite, List.of("main")));
    }

    private static List<String> lines(Map<String, String> keys, Random random) {
        List<String> lines = new ArrayList<>();
        keys.forEach((key, value) -> lines.add(key + "=" + value + "\n"));
        Collections.shuffle(lines, random);
        return lines;
    }

    @Provide
    Arbitrary<String> suites() {
        return Arbitraries.of("bookworm", "trixie", "sid", "stable", "bookworm-backports");
    }

    @Provide
    Arbitrary<List<String>> packages() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(2)
                .ofMaxLength(6)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> headers = Arbitraries.of("[global]", "[network]", "[debian]", "[uml]", "[mkfs]");
        Arbitrary<String> keys = Arbitraries.of(
                "fstype",
                "initialsize",
                "freespace",
                "modules",
                "PATH",
                "http_proxy",
                "umlargs",
                "transport",
                "mirror",
                "host",
                "uml",
                "netmask",
                "hostname",
                "dist",
                "include",
                "exclude",
                "install",
                "purge",
                "install_modules",
                "nonsense");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("", "ext4", "no", "slirp", "tuntap", "10.0.0.1", "1024", "vim", "vim,nano", "stable"),
                Arbitraries.strings().ascii().ofMaxLength(8));
        Arbitrary<String> entries = Combinators.combine(keys, values).as((key, value) -> key + "=" + value);
        return Arbitraries.oneOf(headers, entries, entries, entries)
                .list()
                .ofMaxSize(9)
                .map(lines -> lines.stream().map(line -> line + "\n").reduce("", String::concat));
    }
}

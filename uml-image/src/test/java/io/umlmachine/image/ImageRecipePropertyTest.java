package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Recipes of a small world, in which two are often equal in all parts but one. */
class ImageRecipePropertyTest {

    @Property(tries = 500)
    void recipesHaveTheSameDigestJustWhenTheyAreEqual(
            @ForAll("recipes") ImageRecipe one, @ForAll("recipes") ImageRecipe other) {
        assertThat(one.digest().equals(other.digest())).isEqualTo(one.equals(other));
    }

    @Property(tries = 200)
    void aNameIsTheNameOfADirectory(@ForAll("recipes") ImageRecipe recipe) {
        assertThat(recipe.name()).matches("[A-Za-z0-9][A-Za-z0-9.+_-]*-(minbase|buildd)-[0-9a-f]{8}");
        assertThat(Path.of(recipe.name()).getNameCount()).isEqualTo(1);
        assertThat(recipe.digest())
                .startsWith(recipe.name().substring(recipe.name().lastIndexOf('-') + 1));
    }

    @Property(tries = 500)
    void whatATextCanHoldNoOtherPartCanBeTakenFor(@ForAll String text) {
        ImageRecipe plain = recipe(List.of(), List.of());
        ImageRecipe scripted = recipe(List.of(), script(text));
        ImageRecipe filed = recipe(List.of(GuestFile.of("/x", text)), List.of());

        assertThat(List.of(plain.digest(), scripted.digest(), filed.digest())).doesNotHaveDuplicates();
    }

    private static List<GuestScript> script(String text) {
        return List.of(new GuestScript("x", text.replace("\0", "")));
    }

    @Property(tries = 300)
    void aControlCharacterGetsIntoNoLine(@ForAll("controls") char control) {
        String bad = "a" + control + "b";
        assertThatIllegalArgumentException().isThrownBy(() -> new GuestScript(bad, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> GuestFile.of("/" + bad, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AptSource("http://mirror.example/", bad, List.of("main")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AptSource("http://mirror.example/" + bad, "a", List.of("main")));
        if (control != 0) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new AptSource("http://mirror.example/", "a", List.of("main")).signedBy(Path.of("/" + bad)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestSettings("a", Optional.empty(), new TreeMap<>(Map.of("A", bad))));
    }

    @Provide
    Arbitrary<Character> controls() {
        return Arbitraries.chars().range((char) 0, (char) 31);
    }

    @Provide
    Arbitrary<ImageRecipe> recipes() {
        Arbitrary<List<AptSource>> sources = Combinators.combine(
                        Arbitraries.of("http://a.example/", "http://b.example/debian"),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(Optional.<Path>empty(), Optional.of(Path.of("/k.gpg"))))
                .as((uri, suite, keyring) -> new AptSource(uri, suite, List.of("main"), keyring))
                .list()
                .ofMaxSize(2);
        Arbitrary<PackageChoice> packages = Combinators.combine(names(), names(), names())
                .as((include, after, purge) -> new PackageChoice(include, List.of(), after, purge));
        Arbitrary<GuestSettings> settings = Combinators.combine(
                        Arbitraries.of("debian", "a.example"),
                        Arbitraries.of(Optional.<String>empty(), Optional.of("C.UTF-8")),
                        Arbitraries.maps(Arbitraries.of("A", "B::C"), Arbitraries.of("", "A=", "1")))
                .as((name, locale, options) -> new GuestSettings(name, locale, new TreeMap<>(options)));
        Arbitrary<List<GuestFile>> files = Arbitraries.of("/a", "/a b")
                .map(path -> GuestFile.of(path, "x"))
                .list()
                .ofMaxSize(2);
        Arbitrary<List<GuestScript>> scripts = Arbitraries.of("a", "a b")
                .map(name -> new GuestScript(name, "x"))
                .list()
                .ofMaxSize(2);
        Arbitrary<Optional<Instant>> snapshots = Arbitraries.of(Optional.empty(), Optional.of(Instant.EPOCH));
        Arbitrary<Optional<ByteSize>> spaces = Arbitraries.of(Optional.empty(), Optional.of(ByteSize.mebibytes(1)));
        Arbitrary<Optional<Path>> keyrings = Arbitraries.of(Optional.empty(), Optional.of(Path.of("/k.gpg")));
        return Combinators.combine(sources, packages, settings, files, scripts, snapshots, spaces, keyrings)
                .as((from, choice, configuration, put, run, moment, free, keys) -> new ImageRecipe(
                        "bookworm",
                        Variant.MINBASE,
                        from,
                        List.of("main"),
                        choice,
                        configuration,
                        put,
                        run,
                        ByteSize.gibibytes(1),
                        free,
                        keys,
                        moment));
    }

    private static Arbitrary<List<String>> names() {
        return Arbitraries.of("less", "vim").list().ofMaxSize(2);
    }

    private static ImageRecipe recipe(List<GuestFile> files, List<GuestScript> scripts) {
        return new ImageRecipe(
                "bookworm",
                Variant.MINBASE,
                List.of(),
                List.of("main"),
                PackageChoice.NONE,
                GuestSettings.DEFAULT,
                files,
                scripts,
                ByteSize.gibibytes(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

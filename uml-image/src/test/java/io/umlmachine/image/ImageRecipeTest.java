package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRecipeTest {

    private static final String MIRROR = "http://mirror.example/debian";
    private static final ImageStore STORE = ImageStore.at(Path.of("/nowhere"));

    @Test
    void everythingThatChangesTheContentChangesTheDigest() {
        assertThat(Stream.of(
                                bookworm(),
                                DebianImage.builder("trixie").mirror(MIRROR),
                                bookworm().variant(Variant.BUILDD),
                                bookworm().mirror("http://other.example/debian"),
                                bookworm().components("main", "contrib"),
                                bookworm().components("contrib", "main"),
                                bookworm().source(new AptSource(MIRROR, "other", List.of("main"))),
                                bookworm()
                                        .source(new AptSource(MIRROR, "other", List.of("main"))
                                                .signedBy(Path.of("/other.gpg"))),
                                bookworm().include("less"),
                                bookworm().exclude("less"),
                                bookworm().installAfter("less"),
                                bookworm().purge("less"),
                                bookworm().file(GuestFile.of("/etc/motd", "hello")),
                                bookworm().file(GuestFile.of("/etc/motd", "hallo")),
                                bookworm()
                                        .file(GuestFile.of("/etc/motd", "hello").permissions("rw-------")),
                                bookworm().script(new GuestScript("one", "true")),
                                bookworm().script(new GuestScript("two", "true")),
                                bookworm().script(new GuestScript("one", "false")),
                                bookworm().hostname("other"),
                                bookworm().locale("de_DE.UTF-8"),
                                bookworm().aptOption("Acquire::Retries", "3"),
                                bookworm().freeSpace(ByteSize.mebibytes(100)),
                                bookworm().snapshot(Instant.EPOCH),
                                bookworm().size(ByteSize.gibibytes(2)),
                                bookworm().keyring(Path.of("/keys.gpg")))
                        .map(ImageRecipeTest::digest))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingElseDoes() {
        assertThat(Stream.of(
                                bookworm(),
                                bookworm().bootstrap(Bootstrap.DEBOOTSTRAP),
                                bookworm().store(ImageStore.at(Path.of("/elsewhere"))),
                                bookworm().onProgress(event -> {}),
                                bookworm().size(ByteSize.mebibytes(4096)))
                        .map(ImageRecipeTest::digest)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void packagesCountAsASet() {
        assertThat(digest(bookworm().include("less", "vim").include("less")))
                .isEqualTo(digest(bookworm().include("vim", "less")));
    }

    @Test
    void theDigestIsTheSameInEveryProgramAndVersion() {
        // Were this to change without a new format version, every image of every user would be made anew.
        assertThat(bookworm().store(STORE).build().name()).isEqualTo("bookworm-minbase-90252afe");
    }

    @Test
    void theNameTellsSuiteAndVariant() {
        assertThat(bookworm().variant(Variant.BUILDD).store(STORE).build().name())
                .matches("bookworm-buildd-[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../etc", "a b", "-x", "a\nb", "a/b"})
    void aSuiteThatIsNoNameIsRefused(String suite) {
        assertThatIllegalArgumentException().isThrownBy(() -> recipe(suite, MIRROR, "main", "less"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mirror.example", "file:///srv", "http://", "http://a b/", "http://mirror.example/\nx"})
    void aMirrorThatIsNoAddressIsRefused(String mirror) {
        assertThatIllegalArgumentException().isThrownBy(() -> recipe("sid", mirror, "main", "less"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--root", "a,b", "a b", "Less", "a\nb"})
    void aPackageThatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> recipe("sid", MIRROR, "main", name));
    }

    @Test
    void aComponentIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bookworm().components().store(STORE).build());
        assertThatIllegalArgumentException().isThrownBy(() -> recipe("sid", MIRROR, "main contrib", "less"));
    }

    @Test
    void aSizeThatHoldsNoSystemOrNoWholeBlocksIsRefused() {
        for (ByteSize size : List.of(ByteSize.mebibytes(511), new ByteSize((1L << 30) + 512))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bookworm().size(size).store(STORE).build());
        }
    }

    private static ImageRecipe recipe(String suite, String mirror, String component, String include) {
        List<String> components = List.of(component);
        return new ImageRecipe(
                suite,
                Variant.MINBASE,
                List.of(new AptSource(mirror, suite, components)),
                components,
                PackageChoice.including(List.of(include)),
                GuestSettings.DEFAULT,
                List.of(),
                List.of(),
                ByteSize.gibibytes(4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static DebianImage.Builder bookworm() {
        return DebianImage.builder("bookworm").mirror(MIRROR).store(STORE);
    }

    private static String digest(DebianImage.Builder builder) {
        return builder.build().recipe().digest();
    }
}

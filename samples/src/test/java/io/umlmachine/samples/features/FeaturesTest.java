package io.umlmachine.samples.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.samples.features.Evidence.Tag;
import io.umlmachine.samples.features.Row.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each feature of the predecessors is shown by a test, or refused by name. Runs in the module's directory, as Maven does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs").resolve("features.md");
    private static final String WRITE = "features.write";
    private static final String COMMAND =
            "mvn -q -pl samples -am test -DskipITs -Dtest=FeaturesTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                    + WRITE;

    /** Read once for all tests here, for there is much of it. */
    private final FeatureTable table = FeatureTable.load();

    private final Evidence evidence = Evidence.of(ROOT);

    FeaturesTest() throws IOException {}

    @TestFactory
    Stream<DynamicTest> everyFeatureIsAsItsTestsShowIt() {
        return table.rows()
                .map(row -> DynamicTest.dynamicTest(
                        row.id(),
                        () -> assertThat(evidence.status(row))
                                .as("What the tests show that are tagged with '%s'", row.id())
                                .contains(row.status())));
    }

    @Test
    void everyTagNamesAFeature() {
        List<String> ids = table.rows().map(Row::id).toList();

        assertThat(evidence.tags())
                .allSatisfy(tag -> assertThat(ids)
                        .as(tag.test() + " is tagged with '" + tag.row()
                                + "', which is the first name of no row in features.txt")
                        .contains(tag.row()));
    }

    @Test
    void noNameIsGivenTwice() {
        assertThat(table.rows().flatMap(row -> row.names().stream())).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyThatTakesEffectIsThereWithItsOption() {
        assertThat(ConfigKey.values()).allSatisfy(key -> {
            Optional<Row> row = table.named(key.name());
            assertThat(row).as(key.name()).isPresent();
            assertThat(row.get().status()).as(key.name()).isIn(Status.WORKS, Status.READ);
            key.option().ifPresent(option -> assertThat(row.get().names()).contains(option));
        });
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = new FeaturePage(table, evidence).text();
        if (System.getProperty(WRITE) != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(PAGE + " is not what the tests show; write it anew with: " + COMMAND)
                .isEqualTo(page);
    }

    @Test
    void theTestsOfEveryModuleAreLookedAt() {
        assertThat(evidence.tags())
                .extracting(tag -> tag.test().module())
                .contains("uml-core", "uml-net", "uml-image", "uml-pbuilder", "samples");
        assertThat(evidence.tags())
                .allSatisfy(tag -> assertThat(ROOT.resolve(tag.test().source())).exists());
    }

    @Test
    void theBestOfSeveralTagsCounts() {
        Evidence.TestName test = new Evidence.TestName("module", "a.B", "c");
        Row row = Row.parse("-x, --ex | works | Does something.");
        Evidence all = new Evidence(Arrays.stream(Status.values())
                .map(shown -> new Tag("-x", shown, test))
                .toList());

        assertThat(all.status(row)).contains(Status.WORKS);
        assertThat(new Evidence(List.of()).status(row)).isEmpty();
        assertThat(row.names()).containsExactly("-x", "--ex");
    }
}

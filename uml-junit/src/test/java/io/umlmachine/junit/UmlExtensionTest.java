package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What the extension refuses, and says, before any machine boots. */
class UmlExtensionTest {

    @Test
    void aMachineParameterOfAnotherTypeIsRefused() {
        assertFailure(
                OfAnotherType.class,
                ParameterResolutionException.class,
                "@Machine stands on a parameter of type UmlMachine");
    }

    @Test
    void aMachineOfOneTestBeforeAllTestsIsRefused() {
        assertFailure(BeforeAllTests.class, ParameterResolutionException.class, "but @BeforeEach can");
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        assertFailure(FieldOfAnotherType.class, ExtensionConfigurationException.class, "is not of type UmlMachine");
    }

    @Test
    void aFinalFieldIsRefused() {
        assertFailure(FinalField.class, ExtensionConfigurationException.class, "is final");
    }

    @Test
    void aStaticFieldForTheMachineOfOneTestIsRefused() {
        assertFailure(StaticField.class, ExtensionConfigurationException.class, "name the scope CLASS or SESSION");
    }

    @Test
    void aFieldThatTestsWhichRunAtOnceWouldFightForIsRefused() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .selectors(selectClass(SharedField.class))
                .execute()
                .allEvents();
        assertFailure(events, ExtensionConfigurationException.class, "each has a machine of its own");
    }

    @Test
    void aClassThatNamesNoImageIsRefused() {
        assertFailure(WithoutAnyImage.class, JUnitException.class, "names one of image and suite, not neither");
    }

    @Test
    void aClassThatNamesTwoImagesIsRefused() {
        assertFailure(WithTwoImages.class, JUnitException.class, "names one of image and suite, not both");
    }

    @Test
    void packagesOfAnImageThatSaysItselfWhatItHoldsAreRefused() {
        assertFailure(PackagesOfAnImage.class, JUnitException.class, "packages for a suite");
    }

    @Test
    void aTestWithoutItsImageFailsWithTheReason() {
        assertFailure(WithoutImage.class, IllegalStateException.class, "the recipe is lost");
    }

    @Test
    void aRecipeIsAnImageOfTheUsersStore() throws UncheckedIOException {
        RecipeSource source = () -> io.umlmachine.image.ImageRecipe.builder("bookworm")
                .mirror("https://mirror.example/debian")
                .include("nginx")
                .build();
        assertThat(source.image())
                .isInstanceOfSatisfying(
                        io.umlmachine.image.DebianImage.class,
                        image -> assertThat(image.recipe()).isEqualTo(source.recipe()));
    }

    private static void assertFailure(Class<?> testClass, Class<? extends Throwable> type, String words) {
        assertFailure(
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(testClass))
                        .execute()
                        .allEvents(),
                type,
                words);
    }

    private static void assertFailure(Events events, Class<? extends Throwable> type, String words) {
        events.assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(type), message(text -> text.contains(words)))));
    }

    static class Lost implements ImageSource {
        @Override
        public MachineImage image() {
            throw new IllegalStateException("the recipe is lost");
        }
    }

    @UmlTest(image = Lost.class)
    static class OfAnotherType {
        @Test
        void test(@Machine String machine) {}
    }

    @UmlTest(image = Lost.class)
    static class BeforeAllTests {
        @BeforeAll
        static void prepare(@Machine UmlMachine machine) {}

        @Test
        void test() {}
    }

    @UmlTest(image = Lost.class)
    static class FieldOfAnotherType {
        @Machine
        private String machine;

        @Test
        void test() {}
    }

    @UmlTest(image = Lost.class)
    static class FinalField {
        @Machine
        private final UmlMachine machine = null;

        @Test
        void test() {}
    }

    @UmlTest(image = Lost.class)
    static class StaticField {
        @Machine
        private static UmlMachine machine;

        @Test
        void test() {}
    }

    @UmlTest(image = Lost.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class SharedField {
        @Machine
        private UmlMachine machine;

        @Test
        void test() {}
    }

    @UmlTest
    static class WithoutAnyImage {
        @Test
        void test(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = Lost.class, suite = "bookworm")
    static class WithTwoImages {
        @Test
        void test(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = Lost.class, packages = "nginx")
    static class PackagesOfAnImage {
        @Test
        void test(@Machine UmlMachine machine) {}
    }

    @UmlTest(image = Lost.class)
    static class WithoutImage {
        @Test
        void test(@Machine UmlMachine machine) {}
    }
}

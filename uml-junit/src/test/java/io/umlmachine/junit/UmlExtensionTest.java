package io.umlmachine.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class UmlExtensionTest {

    @Test
    void aMachineParameterOfAnotherTypeIsRefused() {
        events(OfAnotherType.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains("@Machine stands on a parameter of type UmlMachine")))));
    }

    @Test
    void aMachineBeforeAllTestsIsRefused() {
        events(BeforeAllTests.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains("but @BeforeEach can")))));
    }

    @Test
    void aTestWithoutItsImageFailsWithTheReason() {
        events(WithoutImage.class)
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("the recipe is lost")))));
    }

    private static Events events(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .allEvents();
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
    static class WithoutImage {
        @Test
        void test(@Machine UmlMachine machine) {}
    }
}

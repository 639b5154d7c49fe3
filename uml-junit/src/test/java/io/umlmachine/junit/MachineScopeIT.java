package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.junit.testing.FirstStage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Who shares a machine, and when it ends. */
@Timeout(300)
class MachineScopeIT {

    private static final Set<UmlMachine> SEEN = Collections.synchronizedSet(new LinkedHashSet<>());
    private static final List<Boolean> EARLIER_ONES_LIVE = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        SEEN.clear();
        EARLIER_ONES_LIVE.clear();
    }

    private static void see(UmlMachine machine) {
        EARLIER_ONES_LIVE.add(SEEN.stream().filter(other -> other != machine).anyMatch(UmlMachine::isAlive));
        assertThat(machine.isAlive()).isTrue();
        SEEN.add(machine);
    }

    @Test
    void aMachineOfATestEndsWithIt() {
        run(3, OfMethods.class);
        assertThat(SEEN).hasSize(3).noneMatch(UmlMachine::isAlive);
        assertThat(EARLIER_ONES_LIVE).containsOnly(false);
        assertThat(UmlMachines.live()).isEmpty();
    }

    @Test
    void aMachineOfAClassIsThatOfAllItsTestsAndEndsWithIt() {
        run(3, OfClass.class);
        assertThat(SEEN).hasSize(1).noneMatch(UmlMachine::isAlive);
    }

    @Test
    void aMachineOfTheSessionIsThatOfAllClassesThatDescribeItAlike() {
        run(3, OfSession.class, AlsoOfSession.class, OfSessionWithMoreMemory.class);
        assertThat(SEEN).hasSize(2).noneMatch(UmlMachine::isAlive);
        assertThat(EARLIER_ONES_LIVE).contains(true);
    }

    private static void run(int tests, Class<?>... classes) {
        EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter");
        for (Class<?> testClass : classes) {
            builder.selectors(selectClass(testClass));
        }
        builder.execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(tests).failed(0));
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class OfMethods {

        @Machine
        UmlMachine machine;

        @Test
        void one() {
            see(machine);
        }

        @Test
        void two() {
            see(machine);
        }

        @Nested
        class Inner {
            @Test
            void three(@Machine UmlMachine same) {
                assertThat(same).isSameAs(machine);
                see(machine);
            }
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class OfClass {

        @Machine(scope = MachineScope.CLASS)
        private static UmlMachine machine;

        @Machine(scope = MachineScope.CLASS)
        UmlMachine field;

        @BeforeAll
        static void before(@Machine(scope = MachineScope.CLASS) UmlMachine given) {
            assertThat(given).isSameAs(machine);
        }

        OfClass(@Machine(scope = MachineScope.CLASS) UmlMachine given) {
            see(given);
        }

        @Test
        void one() {
            see(machine);
        }

        @Test
        void two() {
            see(field);
        }

        @Nested
        class Inner {
            @Test
            void three(@Machine(scope = MachineScope.CLASS) UmlMachine given) {
                see(given);
            }
        }

        @AfterAll
        static void after(@Machine(scope = MachineScope.CLASS) UmlMachine given) {
            see(given);
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class OfSession {
        @Test
        void one(@Machine(scope = MachineScope.SESSION) UmlMachine machine) {
            see(machine);
        }
    }

    @UmlTest(image = FirstStage.class, memory = "64M")
    static class AlsoOfSession {
        @Test
        void two(@Machine(scope = MachineScope.SESSION) UmlMachine machine) {
            see(machine);
        }
    }

    @UmlTest(image = FirstStage.class, memory = "96M")
    static class OfSessionWithMoreMemory {
        @Test
        void three(@Machine(scope = MachineScope.SESSION) UmlMachine machine) {
            see(machine);
        }
    }
}

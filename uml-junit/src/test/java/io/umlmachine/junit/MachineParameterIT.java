package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.testing.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension, on real machines. */
class MachineParameterIT {

    @Test
    void theMachinesOfATestAreClosedAfterItAndTheirConsolesAreInItsFailure() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Failing.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(AssertionError.class),
                                suppressed(0, instanceOf(TestMachines.Console.class)))));
        assertThat(Failing.seen.console()).contains("said by the test");
        assertThat(Failing.seen.isAlive()).isFalse();
        assertThat(UmlMachines.live()).doesNotContain(Failing.seen);
    }

    static class FirstStage implements ImageSource {
        @Override
        public MachineImage image() {
            return MachineImage.file(TestImage.path());
        }
    }

    @UmlTest(image = FirstStage.class)
    static class Failing {

        private static UmlMachine seen;

        @Test
        void test(@Machine UmlMachine machine) throws InterruptedException {
            seen = machine;
            machine.exec("sh", "-c", "echo '<1>said by the test' >/dev/kmsg").orThrow();
            throw new AssertionError("as it must");
        }
    }

    @Nested
    @UmlTest(image = FirstStage.class, memory = "128M")
    class Parameters {

        private UmlMachine prepared;

        @BeforeEach
        void prepare(@Machine UmlMachine machine) throws InterruptedException {
            prepared = machine;
            assertThat(machine.exec("ls", "/root/mark").success())
                    .as("what another test wrote is not seen")
                    .isFalse();
            machine.exec("touch", "/root/mark").orThrow();
        }

        @Test
        void theMachineIsTheOneThatWasPrepared(@Machine UmlMachine machine) {
            assertThat(machine).isSameAs(prepared);
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void eachRunHasItsOwn(String text, @Machine UmlMachine machine) throws InterruptedException {
            assertThat(machine.exec("echo", text).orThrow().stdout()).isEqualTo(text + "\n");
        }

        @Test
        void namesTellMachinesApart(@Machine("server") UmlMachine server, @Machine("client") UmlMachine client) {
            assertThat(server).isNotSameAs(client);
            assertThat(server.name()).isNotEqualTo(client.name());
        }

        @Test
        void theMemoryIsWhatTheClassSays(@Machine UmlMachine machine) throws InterruptedException {
            String total = machine.exec("sed", "-n", "s/MemTotal: *//p", "/proc/meminfo")
                    .orThrow()
                    .stdout();
            assertThat(Integer.parseInt(total.strip().split(" ")[0])).isBetween(64 << 10, 128 << 10);
        }

        @AfterEach
        void lookBack(@Machine UmlMachine machine) throws InterruptedException {
            machine.exec("ls", "/root/mark").orThrow();
        }
    }
}

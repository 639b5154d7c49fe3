package io.umlmachine.junit;

import static io.umlmachine.junit.UmlAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachine;
import io.umlmachine.junit.testing.FirstStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines of one test each, as a class that uses them sees them. */
@UmlTest(image = FirstStage.class, memory = "128M", options = MachineParameterIT.Named.class)
@Timeout(300)
class MachineParameterIT {

    @Machine
    private UmlMachine field;

    private UmlMachine prepared;

    static class Named implements MachineOptions {
        @Override
        public void apply(UmlMachine.Builder machine) {
            machine.hostname("of-the-class");
        }
    }

    static class Renamed implements MachineOptions {
        @Override
        public void apply(UmlMachine.Builder machine) {
            machine.hostname("of-the-parameter");
        }
    }

    @BeforeEach
    void prepare(@Machine UmlMachine machine) throws InterruptedException {
        prepared = machine;
        assertThat(machine.exec("ls", "/root/mark"))
                .as("what another test wrote is not seen")
                .failedWith(2);
        assertThat(machine.exec("touch", "/root/mark")).succeeded();
    }

    @Test
    void theMachineIsTheOneThatWasPrepared(@Machine UmlMachine machine) {
        assertThat(machine).isSameAs(prepared).isSameAs(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void eachRunHasItsOwn(String text, @Machine UmlMachine machine) throws InterruptedException {
        assertThat(machine.exec("echo", text)).succeeded().hasStdout(text + "\n");
    }

    @RepeatedTest(2)
    void eachRepetitionHasItsOwn() throws InterruptedException {
        assertThat(field.exec("test", "-e", "/root/mark")).succeeded();
    }

    @Test
    void namesTellMachinesApart(@Machine("server") UmlMachine server, @Machine("client") UmlMachine client) {
        assertThat(server).isNotSameAs(client);
        assertThat(server.name()).isNotEqualTo(client.name());
    }

    @Test
    void theMemoryIsWhatTheClassSays() throws InterruptedException {
        String total = field.exec("sed", "-n", "s/MemTotal: *//p", "/proc/meminfo")
                .orThrow()
                .stdout();
        assertThat(Integer.parseInt(total.strip().split(" ")[0])).isBetween(64 << 10, 128 << 10);
    }

    @Test
    void theOptionsAreThoseOfTheClassAndOfTheParameter(
            @Machine(value = "other", options = Renamed.class) UmlMachine renamed) throws InterruptedException {
        assertThat(field.exec("uname", "-n")).hasStdout("of-the-class\n");
        assertThat(renamed.exec("uname", "-n")).hasStdout("of-the-parameter\n");
    }

    @AfterEach
    void lookBack(@Machine UmlMachine machine) throws InterruptedException {
        assertThat(machine.exec("ls", "/root/mark")).succeeded();
    }
}

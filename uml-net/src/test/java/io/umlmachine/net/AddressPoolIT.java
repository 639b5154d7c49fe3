package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leases between programs. Addresses of documentation, RFC 5737, which no machine has. */
@Timeout(120)
class AddressPoolIT {

    private static final AddressPool SMALL = AddressPool.of("198.51.100.1/24 … .5");
    private static final AddressPool HELD = AddressPool.of("198.51.100.11/24 … .14");

    @TempDir
    Path directory;

    /** Takes leases and gives them back, and looks in its own way whether anybody else has the same one. */
    static final class Player {
        private Player() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            int rounds = Integer.parseInt(arguments[1]);
            String self = Long.toString(ProcessHandle.current().pid());
            Random random = new Random();
            System.out.println("ready");
            System.in.read();
            for (int round = 0; round < rounds; round++) {
                try (AddressLease lease = SMALL.waiting(Duration.ofSeconds(60)).lease()) {
                    Path mark = directory.resolve(lease.address());
                    mustNotBeAlive(Files.exists(mark) ? Files.readString(mark) : "");
                    Files.writeString(mark, self);
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(3000));
                    String after = Files.readString(mark);
                    if (!after.equals(self)) {
                        System.out.println("double: " + lease + " is " + after + "'s too");
                        return;
                    }
                    Files.writeString(mark, "");
                }
            }
            System.out.println("done");
        }

        /** The one that is marked has given it back, or is just being killed. */
        private static void mustNotBeAlive(String pid) throws Exception {
            if (!pid.isEmpty()) {
                ProcessHandle marked = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
                if (marked != null) {
                    try {
                        marked.onExit().get(10, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        System.out.println("double: process " + pid + " has it and lives");
                    }
                }
            }
        }
    }

    /** Takes all that there is, starts a program, and waits to be killed. */
    static final class Hoarder {
        private Hoarder() {}

        public static void main(String[] arguments) throws Exception {
            List<AddressLease> leases = new ArrayList<>();
            for (int i = 0; i < HELD.addresses().size(); i++) {
                leases.add(HELD.lease());
            }
            Process child = new ProcessBuilder("sleep", "120").start();
            System.out.println(child.pid());
            System.in.read();
            leases.forEach(AddressLease::close);
        }
    }

    @Test
    @Proves("addresses of parallel machines")
    void eightProgramsNeverShareAnAddressWhileOthersAreKilled() throws Exception {
        List<JavaProgram> players = new ArrayList<>();
        List<JavaProgram> victims = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                players.add(JavaProgram.start(Player.class, Map.of(), directory.toString(), "80"));
            }
            for (int i = 0; i < 3; i++) {
                victims.add(JavaProgram.start(Player.class, Map.of(), directory.toString(), "1000000"));
            }
            List<JavaProgram> all = new ArrayList<>(players);
            all.addAll(victims);
            for (JavaProgram program : all) {
                assertThat(program.line()).isEqualTo("ready");
            }
            for (JavaProgram program : all) {
                program.say("go");
            }
            Random random = new Random();
            for (JavaProgram victim : victims) {
                // At any moment of its rounds; the others' rounds go on for longer.
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                // Not by the process, which would close the streams, too.
                victim.process().toHandle().destroyForcibly();
            }
            for (JavaProgram player : players) {
                assertThat(player.line()).isEqualTo("done");
            }
            for (JavaProgram victim : victims) {
                assertThat(victim.process().waitFor()).isEqualTo(137);
                assertThatThrownBy(victim::line).as("what it said before").hasMessageContaining("ended without");
            }
        } finally {
            players.forEach(JavaProgram::close);
            victims.forEach(JavaProgram::close);
        }
        assertThat(SMALL.holders()).isEmpty();
    }

    @Test
    void whatAKilledProgramHeldIsFreeAtOnceWhateverItStarted() throws Exception {
        try (JavaProgram hoarder = JavaProgram.start(Hoarder.class, Map.of())) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(hoarder.line())).orElseThrow();
            try {
                Map<String, LeaseHolder> holders = HELD.holders();
                assertThat(holders).containsOnlyKeys(HELD.addresses());
                assertThat(holders.values()).allSatisfy(holder -> {
                    assertThat(holder.pid())
                            .isEqualTo(OptionalLong.of(hoarder.process().pid()));
                    assertThat(holder.user()).isEqualTo(System.getProperty("user.name"));
                    assertThat(holder.command()).contains("java");
                });
                assertThatThrownBy(HELD::lease)
                        .isInstanceOf(LeaseException.class)
                        .hasMessageContainingAll(
                                HELD.toString(), "process " + hoarder.process().pid());

                hoarder.process().destroyForcibly().waitFor();
                assertThat(child.isAlive()).isTrue();
                assertThat(HELD.holders()).isEmpty();
                HELD.lease().close();
            } finally {
                child.destroyForcibly();
            }
        }
    }
}

package io.umlmachine.net.internal.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** The switch between three machines and an uplink, against a model of its rules. */
class FrameSwitchPropertyTest {

    /** One frame: from whom, to whom, under whose address, and how long, all of small ranges. */
    private record Step(int from, int to, int source, int length) {
        static Step of(int bits) {
            int lengths = bits >>> 8 & 7;
            return new Step(
                    bits & 3, bits >>> 2 & 7, bits >>> 5 & 7, lengths == 7 ? 2000 : lengths == 6 ? 10 : 60 + lengths);
        }
    }

    @Property(tries = 100)
    void deliversWhatTheRulesSayAndNothingElse(@ForAll @Size(max = 20) List<Integer> script) throws IOException {
        try (Cables cables = new Cables()) {
            List<Cables.Plug> all = List.of(cables.machine(4), cables.machine(5), cables.machine(6), cables.uplink());
            long[] addresses = {
                all.get(0).address(),
                all.get(1).address(),
                all.get(2).address(),
                Cables.STRANGER,
                Cables.STRANGER + 1,
                Cables.BROADCAST,
                all.get(0).address() + 100,
                0x0180_c200_0000L
            };
            long[] sent = new long[4];
            for (int bits : script) {
                Step step = Step.of(bits);
                byte[] frame = Cables.frame(addresses[step.to], addresses[step.source], step.length);
                cables.send(all.get(step.from), frame);
                cables.awaitHandled(all.get(step.from), ++sent[step.from]);
                for (int at = 0; at < 4; at++) {
                    if (gets(at, step)) {
                        assertThat(cables.receive(all.get(at))).isEqualTo(frame);
                    } else {
                        assertThat(cables.poll(all.get(at))).isEmpty();
                    }
                }
            }
        }
    }

    private static boolean gets(int at, Step step) {
        boolean sizes = step.length >= 14 && step.length <= 1518;
        boolean group = step.source == 5 || step.source == 7;
        boolean honest = step.from < 3 ? step.source == step.from : step.source > 2 && !group;
        if (!sizes || !honest || at == step.from) {
            return false;
        }
        boolean toAll = step.to == 5 || step.to == 7;
        return toAll || (step.to < 3 ? at == step.to : at == 3);
    }
}

package io.umlmachine.pbuilder.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutOfMemoryTest {

    @Test
    void theLastVictimIsNamed() {
        assertThat(OutOfMemory.victim("""
                        [    9.1] cc1plus invoked oom-killer: gfp_mask=0x140cca, order=0, oom_score_adj=0
                        [    9.1] Out of memory: Killed process 77 (ld) total-vm:1kB, anon-rss:0kB
                        [   12.5] Out of memory: Killed process 412 (cc1plus) total-vm:610044kB, anon-rss:412000kB
                        """)).contains("cc1plus");
    }

    @Test
    void aKernelThatHadEnoughNamesNobody() {
        assertThat(OutOfMemory.victim("[    0.0] Memory: 100K/200K available\n"))
                .isEmpty();
    }
}

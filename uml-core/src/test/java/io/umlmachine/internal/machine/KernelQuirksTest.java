package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.KernelVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelQuirksTest {

    @Test
    void theSlowInitcallIsSkippedUnderTheNameThatItHas() {
        assertThat(skippedBy("6.1.176")).containsExactly("raid6_select_algo", "init_hostfs");
        assertThat(skippedBy("6.12.101")).containsExactly("raid6_select_algo", "init_hostfs");
        assertThat(skippedBy("6.16")).containsExactly("raid6_select_algo", "raid6_init", "init_hostfs");
        assertThat(skippedBy("7.2.7")).containsExactly("raid6_init", "init_hostfs");
    }

    @Test
    void aKernelOfUnknownVersionSkipsAllNames() {
        assertThat(new KernelQuirks(Optional.empty()).skippedInitcalls())
                .containsExactly("raid6_select_algo", "raid6_init", "init_hostfs");
    }

    @Test
    void onlyTheListOfTasksIsRefusedAndOnlyWhereItKills() {
        assertThat(of("6.1.176").dangerOfSysrq('t')).isPresent();
        assertThat(of("6.12.101").dangerOfSysrq('t')).isPresent();
        assertThat(of("7.2.7").dangerOfSysrq('t')).isEmpty();
        assertThat(of("6.1.176").dangerOfSysrq('m')).isEmpty();
        assertThat(new KernelQuirks(Optional.empty()).dangerOfSysrq('t')).isEmpty();
    }

    private static KernelQuirks of(String version) {
        return new KernelQuirks(Optional.of(KernelVersion.parse(version)));
    }

    private static List<String> skippedBy(String version) {
        return of(version).skippedInitcalls();
    }
}

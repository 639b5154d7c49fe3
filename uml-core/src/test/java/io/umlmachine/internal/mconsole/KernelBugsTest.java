package io.umlmachine.internal.mconsole;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelBugsTest {

    @Test
    void onlyTheListOfTasksIsRefusedAndOnlyWhereItKills() {
        assertThat(KernelBugs.inSysrq('t', "Linux (none) 6.1.176 #1 Sat Jul  4 x86_64"))
                .isPresent();
        assertThat(KernelBugs.inSysrq('t', "Linux uml 6.12.101 #1 x86_64")).isPresent();
        assertThat(KernelBugs.inSysrq('t', "Linux uml 7.2.7 #1 x86_64")).isEmpty();
        assertThat(KernelBugs.inSysrq('m', "Linux uml 6.1.176 #1 x86_64")).isEmpty();
        assertThat(KernelBugs.inSysrq('t', "what is this")).isEmpty();
    }
}

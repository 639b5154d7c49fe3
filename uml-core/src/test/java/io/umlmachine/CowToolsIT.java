package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.UmlUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overlays against the tools of Debian's uml-utilities. */
@Timeout(120)
class CowToolsIT {

    @Test
    void theToolsRun() throws Exception {
        assertThat(UmlUtilities.run("uml_moo", "--help").tail()).contains("version 1,2 and 3 COW files");
    }
}

package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.internal.build.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Scripts of the host, for a machine. */
final class GuestScripts {

    private static final String COPY = "/var/lib/umlmachine/check/script";

    private GuestScripts() {}

    /**
     * Copies a script in.
     *
     * @return the words that run it; one without {@code #!} is for the shell
     */
    static List<String> copyIn(UmlMachine machine, Path script) throws IOException, InterruptedException {
        machine.copyIn(script, COPY);
        machine.exec("chmod", "755", COPY).orThrow();
        return Session.isPlainText(script) ? List.of("/bin/sh", COPY) : List.of(COPY);
    }
}

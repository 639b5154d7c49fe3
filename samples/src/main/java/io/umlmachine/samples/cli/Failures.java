package io.umlmachine.samples.cli;

import io.umlmachine.HostException;
import io.umlmachine.UmlException;
import io.umlmachine.image.RootstrapException;
import io.umlmachine.net.NetworkConfigException;
import io.umlmachine.pbuilder.BuildException;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.SetupException;
import java.io.IOException;
import java.io.PrintWriter;

/** Turns what was thrown into a paragraph for a person and an exit code. */
final class Failures {

    private Failures() {}

    static int report(Exception failure, PrintWriter err, boolean stacktrace) {
        err.println("pbuilder-uml: " + describe(failure));
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof InterruptedException) {
            return ExitCodes.INTERRUPTED;
        }
        if (failure instanceof ConfigException
                || failure instanceof RootstrapException
                || failure instanceof NetworkConfigException) {
            return ExitCodes.USAGE;
        }
        if (failure instanceof HostException) {
            return ExitCodes.HOST;
        }
        boolean ofThePackage = failure instanceof BuildException && !(failure instanceof SetupException);
        return ofThePackage ? ExitCodes.NOT_BUILT : ExitCodes.OTHER;
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage();
        if (failure instanceof InterruptedException) {
            return "interrupted; the machine is gone";
        }
        if (message == null) {
            return failure.toString();
        }
        // The message of a bare IOException is often a path and nothing else: its type says what happened.
        return failure instanceof IOException && !(failure.getClass() == IOException.class)
                ? failure.getClass().getSimpleName() + ": " + message
                : failure instanceof UmlException || failure instanceof IOException ? message : failure.toString();
    }
}

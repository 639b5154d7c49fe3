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
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what was thrown into a paragraph for a person and an exit code. */
final class Failures {

    private static final String NAME = "pbuilder-uml:";

    private Failures() {}

    static int report(Exception thrown, PrintWriter err, Screen screen, boolean stacktrace) {
        Exception failure = thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
        paragraph(describe(failure), err, screen);
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    /** What went wrong and what to do, after the program's name. */
    static void paragraph(String text, PrintWriter err, Screen screen) {
        String lines = String.join(System.lineSeparator(), screen.lines(NAME + " ", text, 0));
        err.println(screen.bad(NAME) + lines.substring(NAME.length()));
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
        if (failure instanceof InterruptedException) {
            return "interrupted; the machine is gone";
        }
        if (failure instanceof UmlException) {
            return failure.getMessage();
        }
        return failure instanceof IOException io
                ? describe(io)
                : "this is a fault of the program, not of yours: " + failure + "; --stacktrace tells more";
    }

    /** The message of such an exception is often a path and nothing else: its type says what happened. */
    private static String describe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSuchFileException) {
            return "There is no file " + message + "; name one that is there";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "There is a file " + message + " already; name another, or remove it";
        }
        if (failure instanceof AccessDeniedException) {
            return "This user may not use " + message + "; see to its rights, or name another";
        }
        if (failure instanceof NotDirectoryException) {
            return message + " is no directory; name one";
        }
        return failure.getClass() == IOException.class
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
    }
}

package io.umlmachine.image.internal.derive;

import io.umlmachine.image.DebianImage;
import io.umlmachine.image.internal.customise.WorkMachine;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets a function of the caller change a system.
 *
 * @param function what it does
 */
public record Customisation(DebianImage.Customiser function) implements GuestChange {

    /** What the function threw, on its way to who gave it. */
    public static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failure(Exception cause) {
            super(cause);
        }

        /** Throws it as it was. */
        public RuntimeException unwrap() throws IOException {
            if (getCause() instanceof IOException failure) {
                throw failure;
            }
            throw (RuntimeException) getCause();
        }
    }

    @Override
    public boolean apply(WorkMachine machine) throws InterruptedException {
        try {
            function.customise(machine.machine());
            return true;
        } catch (IOException | RuntimeException e) {
            machine.requireRoom(Optional.of(e));
            throw new Failure(e);
        }
    }
}

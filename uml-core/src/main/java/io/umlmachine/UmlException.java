package io.umlmachine;

/**
 * The root of what can go wrong with a machine. Each kind says in its message what happened, where, and what to do, and
 * carries the facts as fields.
 */
public abstract sealed class UmlException extends RuntimeException
        permits HostException,
                AdmissionException,
                PlacementException,
                KernelException,
                PoolClosedException,
                PoolTimeoutException,
                BootException,
                GuestDiedException,
                MachineClosedException,
                MachineRebootedException,
                CommandException,
                ManagementConsoleException,
                ReadyException,
                DeadlineExceededException,
                ComponentException {

    private static final long serialVersionUID = 1L;

    UmlException(String message) {
        super(message);
    }

    UmlException(String message, Throwable cause) {
        super(message, cause);
    }
}

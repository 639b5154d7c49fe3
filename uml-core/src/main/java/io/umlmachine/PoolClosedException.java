package io.umlmachine;

/** A {@link MachinePool} was closed before or while a machine was asked for. */
public final class PoolClosedException extends UmlException {

    private static final long serialVersionUID = 1L;

    /** A call to a closed pool. */
    public PoolClosedException() {
        super("The pool of machines is closed");
    }
}

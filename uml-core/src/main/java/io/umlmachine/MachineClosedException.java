package io.umlmachine;

/** The machine was closed, by its user or by the end of the Java program, before or while it was asked for something. */
public final class MachineClosedException extends UmlException {

    private static final long serialVersionUID = 1L;

    /**
     * A call to a closed machine.
     *
     * @param machine the machine's name
     */
    public MachineClosedException(String machine) {
        super("The machine " + machine + " is closed");
    }
}

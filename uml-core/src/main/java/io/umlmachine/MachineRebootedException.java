package io.umlmachine;

/** The machine was rebooted, which ended what was running in it; or it is being rebooted, and not up again yet. */
public final class MachineRebootedException extends UmlException {

    private static final long serialVersionUID = 1L;

    /**
     * Something that a reboot ended.
     *
     * @param machine the machine's name
     */
    public MachineRebootedException(String machine) {
        super("The machine " + machine + " was rebooted, which ended what was running in it");
    }
}

package io.umlmachine.net;

import io.umlmachine.ComponentException;

/** A machine cannot have a tap of the host. The message says why, and names the command that mends it. */
public final class TunTapException extends ComponentException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String subject;
    private final String fix;

    /** Why. */
    public enum Problem {
        /** The host's kernel has no TUN/TAP, or has not loaded it. */
        NO_KERNEL_SUPPORT,
        /** There is no {@code /dev/net/tun}. */
        DEVICE_MISSING,
        /** This user may not open {@code /dev/net/tun}. */
        DEVICE_CLOSED,
        /** There is no network device of that name. */
        NO_SUCH_TAP,
        /** A network device of that name is there, and is no tap. */
        NOT_A_TAP,
        /** The tap belongs to another user or group. */
        OTHER_OWNER,
        /** Another program has opened the tap. */
        IN_USE,
        /** The tap is down, and this program may not set it up. */
        DOWN,
        /** This program may not make a tap. */
        NOT_ALLOWED,
        /** A tap of that name is to be made, and a network device of that name is there. */
        ALREADY_THERE,
        /** The host does not have the address that it should have, and this program may not give it that. */
        NO_HOST_ADDRESS,
        /** There is no program {@code uml_net}. */
        NO_UML_NET,
        /** This user may not run {@code uml_net}: he is not in its group. */
        NOT_IN_GROUP,
        /** The program {@code uml_net} does not run as root. */
        NOT_SETUID
    }

    /**
     * A failure.
     *
     * @param problem why
     * @param subject what with: a device, an address or a program
     * @param explanation what happened, a sentence without its full stop
     * @param fix the command that mends it, or what to do
     */
    public TunTapException(Problem problem, String subject, String explanation, String fix) {
        super(explanation + "; mend with: " + fix);
        this.problem = problem;
        this.subject = subject;
        this.fix = fix;
    }

    /**
     * Why.
     *
     * @return the kind of problem
     */
    public Problem problem() {
        return problem;
    }

    /**
     * What with.
     *
     * @return the name of a device or the path of its node, an address, or a program
     */
    public String subject() {
        return subject;
    }

    /**
     * What mends it.
     *
     * @return a command for a shell, or what to do
     */
    public String fix() {
        return fix;
    }
}

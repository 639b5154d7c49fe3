package io.umlmachine.pbuilder;

import io.umlmachine.ExitStatus;

/** A hook that failed, and with it what it is a hook of. */
public final class HookException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final HookPoint point;
    private final String hook;
    private final transient ExitStatus status;
    private final String output;

    /**
     * A hook that failed.
     *
     * @param point when it ran
     * @param hook its file's name
     * @param status how it ended
     * @param output the last lines that it printed, empty if they went elsewhere
     */
    public HookException(HookPoint point, String hook, ExitStatus status, String output) {
        super("The hook " + hook + " failed with " + status
                + (output.isBlank()
                        ? ""
                        : ":\n" + output.stripTrailing().indent(4).stripTrailing()));
        this.point = point;
        this.hook = hook;
        this.status = status;
        this.output = output;
    }

    /**
     * When the hook ran.
     *
     * @return the point
     */
    public HookPoint point() {
        return point;
    }

    /**
     * Which hook failed.
     *
     * @return the name of its file
     */
    public String hook() {
        return hook;
    }

    /**
     * How it ended.
     *
     * @return exit or death by signal, never success
     */
    public ExitStatus status() {
        return status;
    }

    /**
     * What it said.
     *
     * @return the last lines that it printed, empty if they went elsewhere
     */
    public String output() {
        return output;
    }
}

package io.umlmachine;

/** A command ended with a status other than success. Its message shows the head and the tail of the output. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 2000;

    private final transient ExecResult result;

    /**
     * A command that failed.
     *
     * @param result what it left
     */
    public CommandFailedException(ExecResult result) {
        super(result.command(), describe(result));
        this.result = result;
    }

    /**
     * Everything that the command left.
     *
     * @return status and output
     */
    public ExecResult result() {
        return result;
    }

    private static String describe(ExecResult result) {
        return "Failed in the guest with " + result.status() + ": " + result.command()
                + section("stdout", result.stdout())
                + section("stderr", result.stderr());
    }

    private static String section(String name, String text) {
        if (text.isEmpty()) {
            return "";
        }
        String shown = text.length() <= 2 * SHOWN
                ? text
                : text.substring(0, SHOWN) + "\n[... " + (text.length() - 2 * SHOWN) + " characters ...]\n"
                        + text.substring(text.length() - SHOWN);
        return "\n--- " + name + ":\n" + shown.stripTrailing();
    }
}

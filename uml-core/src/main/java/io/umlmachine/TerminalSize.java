package io.umlmachine;

/**
 * The size of a terminal, in characters. Immutable and thread-safe.
 *
 * @param columns the width, 1 to 65,535
 * @param rows the height, 1 to 65,535
 */
public record TerminalSize(int columns, int rows) {

    /** The size of a classic terminal, 80 by 24. */
    public static final TerminalSize DEFAULT = new TerminalSize(80, 24);

    private static final int MAX = 0xffff;

    /**
     * Checks the size.
     *
     * @param columns the width
     * @param rows the height
     * @throws IllegalArgumentException if a side is out of range
     */
    public TerminalSize {
        if (columns < 1 || rows < 1 || columns > MAX || rows > MAX) {
            throw new IllegalArgumentException("No terminal is " + columns + " by " + rows + " characters");
        }
    }
}

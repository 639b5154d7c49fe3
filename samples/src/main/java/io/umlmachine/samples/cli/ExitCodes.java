package io.umlmachine.samples.cli;

/** What the program ends with; its {@code --help} lists them. */
final class ExitCodes {

    static final int DONE = 0;
    static final int NOT_BUILT = 1;
    static final int USAGE = 2;
    static final int HOST = 3;
    static final int OTHER = 4;
    static final int NOT_PASSED = 5;
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}

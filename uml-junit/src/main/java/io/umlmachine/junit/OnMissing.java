package io.umlmachine.junit;

/** What becomes of tests on a host that cannot run machines. */
public enum OnMissing {
    /** They fail, with a list of what is missing and the commands that mend it. */
    FAIL,
    /** They are skipped, with that list as the reason, which is also printed to standard error once in each JVM. */
    SKIP
}

package io.umlmachine.junit;

/** Who shares a machine, and how long it runs. */
public enum MachineScope {
    /** One run of one test method, with what runs before and after it. Nothing that one test writes is seen by another. */
    METHOD,
    /** The tests of a top-level class and its nested classes, in the order in which they come or at the same time. */
    CLASS,
    /**
     * All tests of a launcher session whose classes describe it in the same words. With Maven Surefire, that is all classes
     * that run in one fork.
     */
    SESSION
}

package io.umlmachine;

/** One wait for one machine, as a {@link Ready} strategy sees it. Thread-safe. */
public interface ReadyWait {

    /**
     * What to look at.
     *
     * @return the machine
     */
    UmlMachine machine();

    /**
     * Tells what is there instead of what is waited for; if the time runs out, the last of it is in the message.
     *
     * @param state a few words
     */
    void saw(String state);
}

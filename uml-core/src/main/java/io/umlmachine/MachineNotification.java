package io.umlmachine;

/** What a machine's kernel tells the host unasked; see {@link UmlMachine.Builder#onNotification}. Immutable. */
public sealed interface MachineNotification {

    /**
     * The kernel has come as far as to answer at its management console.
     *
     * @param socket the path of the console's socket
     */
    record ConsoleReady(String socket) implements MachineNotification {}

    /**
     * The kernel panics; it ends within milliseconds.
     *
     * @param message why, as in the line {@code Kernel panic - not syncing: …} of its console
     */
    record Panic(String message) implements MachineNotification {}

    /**
     * The watchdog that the guest started ({@code /dev/watchdog}) was not fed in time.
     *
     * @param message what it said
     */
    record Hang(String message) implements MachineNotification {}

    /**
     * Root in the guest wrote to {@code /proc/mconsole}.
     *
     * @param text what was written, at most 512 bytes at a time; with its newline, if there was one; decoded as UTF-8
     */
    record UserMessage(String text) implements MachineNotification {}

    /**
     * A notification of a type that this library does not know.
     *
     * @param type the kernel's number for it
     * @param text its text
     */
    record Other(int type, String text) implements MachineNotification {}

    /**
     * In this place notifications were dropped, because the consumer was busy with earlier ones for too long.
     *
     * @param count how many
     */
    record Missed(long count) implements MachineNotification {}
}

package io.umlmachine;

import java.time.Duration;

/**
 * The management console of a machine's kernel: it answers from outside of the guest, also while the guest is busy, hangs
 * in a loop of its own, or is paused. The host's {@code uml_mconsole} talks to the same one. Thread-safe.
 *
 * <p>A kernel answers within milliseconds; a request fails after 10 seconds unless it is told another limit. The answers
 * of a kernel are datagrams, and a running kernel drops what its reader has no room for: by default that is after ten of
 * 511 bytes each. {@link #sysrq} and {@link #stack}, whose answers are longer, stop the machine for the milliseconds that
 * they take, because a stopped kernel waits instead.
 *
 * <p>Every method throws:
 *
 * <ul>
 *   <li>{@link ManagementConsoleException} if the kernel refuses or does not answer in time;
 *   <li>{@link GuestDiedException} if the machine has died, or dies of the request before it has answered;
 *   <li>{@link MachineClosedException} if the machine is closed;
 *   <li>{@link InterruptedException} if the thread is interrupted; the kernel may do what it was asked all the same.
 * </ul>
 */
public interface ManagementConsole {

    /**
     * The kernel's version.
     *
     * @return such as {@code Linux uml 6.1.176 #1 … x86_64}
     * @throws InterruptedException if the thread is interrupted
     */
    String version() throws InterruptedException;

    /**
     * What the kernel's console understands.
     *
     * @return its own help
     * @throws InterruptedException if the thread is interrupted
     */
    String help() throws InterruptedException;

    /**
     * How a device is configured.
     *
     * @param device such as {@code ubda}
     * @return what follows the equals sign on the command line
     * @throws InterruptedException if the thread is interrupted
     */
    String config(String device) throws InterruptedException;

    /**
     * Adds a device to the running machine. Disks that the library itself plugs in for copying take their letters from
     * {@code c} on: take one from the other end.
     *
     * @param device such as {@code ubdp}
     * @param value what follows the equals sign on the command line
     * @throws InterruptedException if the thread is interrupted
     */
    void config(String device, String value) throws InterruptedException;

    /**
     * Takes a device from the running machine.
     *
     * @param device such as {@code ubdp}; nothing in the guest may have it open
     * @throws InterruptedException if the thread is interrupted
     */
    void remove(String device) throws InterruptedException;

    /**
     * Stops the whole machine, as {@link UmlMachine#pause} does. Does nothing if it is stopped.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void stop() throws InterruptedException;

    /**
     * Lets a stopped machine go on, as {@link UmlMachine#resume} does. Does nothing if it runs.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void go() throws InterruptedException;

    /**
     * Presses a magic sysrq key; {@code h} lists them. Some end the machine at once and write no disk out: {@code b},
     * {@code c}, {@code o}. {@code t}, the list of tasks, is refused on kernels before 7, which panic of it (seen on 6.1
     * and 6.12);
     * {@code request("sysrq t")} does it all the same. The kernel's console prints everything meanwhile, whatever its
     * level is, unless the machine is paused.
     *
     * @param key a small letter or a digit
     * @return what the kernel prints while it does it
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if it is no such key
     */
    String sysrq(char key) throws InterruptedException;

    /**
     * Writes to the kernel's log, where {@code dmesg} in the guest shows it.
     *
     * @param text one line, at most 506 bytes
     * @throws InterruptedException if the thread is interrupted
     */
    void log(String text) throws InterruptedException;

    /**
     * Reads a file of the guest's {@code /proc}, as the kernel sees it, whether mounted or not. Kernels refuse files whose
     * contents are made in the old way; those of processes are among them. A text of more than ten times 511 bytes may
     * come with gaps: run {@code cat} for it.
     *
     * @param file a path below {@code /proc}, such as {@code meminfo}
     * @return its text
     * @throws InterruptedException if the thread is interrupted
     */
    String proc(String file) throws InterruptedException;

    /**
     * The kernel's stack of a process of the guest.
     *
     * @param pid its id in the guest
     * @return the trace, of which some kernels can make little
     * @throws InterruptedException if the thread is interrupted
     */
    String stack(int pid) throws InterruptedException;

    /**
     * Does what Ctrl-Alt-Delete does: an init that has taken it over is told; else, as under the library's own agent, the
     * kernel restarts, which ends the machine, and does not write its disks out.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void ctrlAltDelete() throws InterruptedException;

    /**
     * Halts the kernel, which ends the machine. Does not write disks out: what the guest has not synced is lost.
     * {@link UmlMachine#close} is orderly.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void halt() throws InterruptedException;

    /**
     * Restarts the kernel at once. Does not write disks out: what the guest has not synced is lost.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void reboot() throws InterruptedException;

    /**
     * Sends a request as it is, with a limit of 10 seconds.
     *
     * @param command the command with its arguments, at most 511 bytes
     * @return the kernel's answer; more than ten datagrams may come with gaps
     * @throws InterruptedException if the thread is interrupted
     */
    default String request(String command) throws InterruptedException {
        return request(command, Duration.ofSeconds(10));
    }

    /**
     * Sends a request as it is. None is held back, neither one that kills the kernel nor one that keeps a paused kernel
     * from ever going on.
     *
     * @param command the command with its arguments, at most 511 bytes
     * @param timeout how long the whole answer may take
     * @return the kernel's answer; more than ten datagrams may come with gaps
     * @throws InterruptedException if the thread is interrupted
     */
    String request(String command, Duration timeout) throws InterruptedException;
}

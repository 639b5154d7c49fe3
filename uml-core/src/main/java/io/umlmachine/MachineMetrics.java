package io.umlmachine;

import java.time.Duration;

/**
 * What a machine uses of its host, at one moment. Reading it takes a pass over the host's {@code /proc}: some
 * milliseconds on a host with a few hundred processes. A reboot begins it all anew, but for the disk. Immutable.
 *
 * @param cpuTime the CPU time of the kernel, of its threads and of all processes of the guest, those that have ended too,
 *     since the start of the kernel; in steps of 10 ms for each process, see proc(5)
 * @param memoryInUse how much of the guest's memory the host has given out: what the guest has touched since it booted.
 *     It grows towards {@link UmlMachine.Builder#memory} and never shrinks, because the guest keeps what it frees. What
 *     the kernel process needs besides, about 10 MiB, is not in it
 * @param diskInUse the space that the file which takes the guest's writes to its root disk occupies: the overlay, or the
 *     image itself under {@link UmlMachine.Builder#direct}. What the guest has not written out yet is not in it
 * @param diskWritten how much the machine's processes have written to files on the host's disks, what was written twice
 *     twice; see {@code write_bytes} in proc(5). Copies out of the guest are in it
 * @param uptime since the machine answered for the first time after it booted
 */
public record MachineMetrics(
        Duration cpuTime, ByteSize memoryInUse, ByteSize diskInUse, ByteSize diskWritten, Duration uptime) {}

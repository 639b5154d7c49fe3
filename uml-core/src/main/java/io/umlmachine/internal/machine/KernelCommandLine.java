package io.umlmachine.internal.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The words that start a kernel.
 *
 * @param taskset the program that pins it
 * @param cpu where to, if anywhere
 * @param kernel the kernel's program
 * @param quirks what is special about it
 * @param rootDisk the value of {@code ubd0}
 * @param extraDisks the options of the other disks
 * @param agent the file with the agent's script
 * @param umlDirectory where the kernel makes its control socket
 * @param name the machine's umid
 * @param spec the machine
 * @param networkArguments what the network wants the kernel to be told
 */
record KernelCommandLine(
        Path taskset,
        OptionalInt cpu,
        Path kernel,
        KernelQuirks quirks,
        String rootDisk,
        List<String> extraDisks,
        Path agent,
        Path umlDirectory,
        String name,
        MachineSpec spec,
        List<String> networkArguments) {

    /**
     * Skips what halves a boot of Debian's 6.1 (0.59 s to 0.30 s, pinned): 256 pairs of BSD's pseudo-terminals, which nobody
     * uses and for each of which the kernel starts a helper program that is not there. Those of /dev/ptmx stay.
     */
    private static final String NO_BSD_TERMINALS = "pty.legacy_count=0";

    /** In place of a measurement that takes 40 ms or more. Only drivers of hardware, which there is none of, need it right. */
    private static final String LOOPS_PER_JIFFY = "lpj=7938048";

    List<String> words() {
        List<String> words = new ArrayList<>();
        cpu.ifPresent(number -> words.addAll(List.of(taskset.toString(), "--cpu-list", Integer.toString(number))));
        words.add(kernel.toString());
        words.addAll(spec.kernelArguments());
        words.addAll(networkArguments);
        words.add("mem=" + spec.memory().bytes() / 1024 + "K");
        words.add("ubd0=" + rootDisk);
        words.add("ubd1r=" + agent);
        words.addAll(extraDisks);
        words.addAll(List.of("root=/dev/ubda", "rw"));
        // The line to the agent is our standard input and output; kernel messages go to standard error. Without the two
        // words in front the kernel would start terminals for all its other lines.
        words.addAll(List.of("con=null", "ssl=null", "con0=null,fd:2", "ssl0=fd:0,fd:1", "console=tty0", "quiet"));
        words.add("uml_dir=" + umlDirectory);
        words.add("umid=" + name);
        words.addAll(Notifications.kernelArguments(spec.observers(), umlDirectory));
        words.addAll(List.of(NO_BSD_TERMINALS, LOOPS_PER_JIFFY));
        words.add("initcall_blacklist=" + String.join(",", quirks.skippedInitcalls()));
        if (spec.seccomp()) {
            words.add("seccomp=on");
        }
        // An exited init panics the kernel; it must then end, not wait or start again.
        words.addAll(List.of("noreboot", "init=/usr/bin/perl", "--", "/dev/ubdb"));
        return words;
    }
}

package io.umlmachine;

import io.umlmachine.internal.host.HostProbes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What this host offers to machines. */
public final class UmlHost {

    private UmlHost() {}

    /**
     * Looks for everything that the library may use: programs with their versions, a directory for guest memory, room on
     * the disk. Starts a few programs to ask their versions; takes well below a second.
     *
     * @return one result for each subject, in the order of {@link Probe.Subject}
     */
    public static List<Probe> probe() {
        return HostProbes.all();
    }

    /**
     * Makes sure that some things are there.
     *
     * @param subjects what is needed
     * @throws HostException if any is missing; it names them all
     */
    public static void require(Probe.Subject... subjects) {
        Set<Probe.Subject> wanted = Set.copyOf(Arrays.asList(subjects));
        List<Probe> missing =
                HostProbes.of(wanted).stream().filter(probe -> !probe.found()).toList();
        if (!missing.isEmpty()) {
            throw new HostException(missing);
        }
    }

    /**
     * Where a program is that the host must have.
     *
     * @param subject the program
     * @return its absolute path
     * @throws HostException if it is missing
     * @throws IllegalArgumentException if the subject has no path
     */
    public static Path program(Probe.Subject subject) {
        Probe probe = HostProbes.locate(subject);
        if (!probe.found()) {
            throw new HostException(List.of(probe));
        }
        return probe.path().orElseThrow(() -> new IllegalArgumentException(subject.label() + " is no program"));
    }
}

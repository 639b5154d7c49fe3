package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Probe;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.Programs;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The programs of the host that make images. */
final class Tools {

    private static final int ROOT = 0;

    private Tools() {}

    static boolean isRoot() throws IOException {
        return Directories.uid() == ROOT;
    }

    static boolean has(String program) {
        return Programs.find(program).isPresent();
    }

    /** The path of a program that a probe has found. */
    static String path(String program) throws IOException {
        return Programs.find(program)
                .orElseThrow(() -> new IOException("The program " + program + " is gone"))
                .toString();
    }

    /** What every way of making an image needs. */
    static void requireCommon() {
        UmlHost.require(Subject.KERNEL, Subject.E2FSCK);
    }

    /** What an ordinary user needs besides, to unpack packages on the host. */
    static void requireFakeroot() throws IOException {
        if (!isRoot()) {
            UmlHost.require(Subject.FAKEROOT);
        }
    }

    /** The versions of those that took part, for the manifest. */
    static SortedMap<String, String> versions(Set<Subject> subjects) {
        List<Probe> probes = UmlHost.probe();
        SortedMap<String, String> versions = new TreeMap<>();
        probes.stream()
                .filter(probe -> probe.found() && subjects.contains(probe.subject()))
                .forEach(probe -> versions.put(probe.subject().label(), probe.detail()));
        return versions;
    }
}

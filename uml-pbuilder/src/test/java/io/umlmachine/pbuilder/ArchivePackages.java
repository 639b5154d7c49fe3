package io.umlmachine.pbuilder;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.Slirp;
import io.umlmachine.pbuilder.internal.build.Machines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Debian's own binary packages, and how built ones differ from them: a machine with apt and dpkg tells. */
final class ArchivePackages implements AutoCloseable {

    /** Made of symbols that Debian keeps elsewhere. */
    private static final String DEBUG_SYMBOLS = "-dbgsym";

    private static final String INSTALLERS = ".udeb";

    private final UmlMachine machine;

    private ArchivePackages(UmlMachine machine) {
        this.machine = machine;
    }

    static ArchivePackages open(PbuilderConfig config) throws InterruptedException {
        UmlMachine machine = UmlMachine.builder()
                .image(new Machines(config).stored(event -> {}))
                .network(Slirp.create())
                .tmpfsTmp()
                .boot();
        boolean ready = false;
        try {
            machine.exec("apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update")
                    .orThrow();
            ready = true;
            return new ArchivePackages(machine);
        } finally {
            if (!ready) {
                machine.close();
            }
        }
    }

    /**
     * How a package compares with Debian's.
     *
     * @param packageName its name
     * @param identical whether it is the same to the byte
     * @param differences of control fields and of files: theirs, ours
     * @param explained differences that another day's libraries and tools make
     */
    record Comparison(String packageName, boolean identical, List<String> differences, List<String> explained) {}

    /** Compares all packages of a build, but for those that apt's lists do not have: debugging symbols, and the installer's. */
    List<Comparison> compare(BuildResult result) throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (Path deb : result.debs()) {
            if (deb.toString().endsWith(INSTALLERS)) {
                continue;
            }
            String ours = "/tmp/" + deb.getFileName();
            machine.copyIn(deb, ours);
            Map<String, String> fields = fields(ours);
            if (!fields.get("Package").endsWith(DEBUG_SYMBOLS)) {
                comparisons.add(compare(ours, fields));
            }
            machine.exec("rm", ours).orThrow();
        }
        return comparisons;
    }

    private Comparison compare(String ours, Map<String, String> fields) throws InterruptedException {
        String name = fields.get("Package");
        Optional<String> version = version(name, fields.get("Version"));
        if (version.isEmpty()) {
            return new Comparison(
                    name, false, List.of("the archive does not have " + fields.get("Version")), List.of());
        }
        machine.exec("mkdir", "/tmp/debian").orThrow();
        machine.exec(Command.of("apt-get", "-q", "download", name + "=" + version.get())
                        .directory("/tmp/debian"))
                .orThrow();
        String theirs = machine.exec("find", "/tmp/debian", "-name", "*.deb")
                .orThrow()
                .stdout()
                .strip();
        Map<String, String> theirFields = fields(theirs);
        List<String> differences = differences(withoutBounds(theirFields), withoutBounds(fields));
        List<String> explained = differences(theirFields, fields);
        explained.removeAll(differences);
        differences.addAll(differences(files(theirs), files(ours)));
        boolean identical = machine.exec("cmp", "-s", theirs, ours).success();
        machine.exec("rm", "-r", "/tmp/debian").orThrow();
        return new Comparison(name, identical, differences, explained);
    }

    /** The archive's version that was built of the same source: that one, or one that was built once more. */
    private Optional<String> version(String name, String built) throws InterruptedException {
        ExecResult madison = machine.exec("apt-cache", "madison", name).orThrow();
        return madison.stdout()
                .lines()
                .map(line -> line.split("\\|")[1].strip())
                .filter(version -> version.equals(built) || version.matches("\\Q" + built + "\\E\\+b[0-9]+"))
                .findFirst();
    }

    private Map<String, String> fields(String deb) throws InterruptedException {
        Map<String, String> fields = new TreeMap<>();
        String last = "";
        for (String line : machine.exec("dpkg-deb", "--field", deb)
                .orThrow()
                .stdout()
                .lines()
                .toList()) {
            if (line.startsWith(" ")) {
                fields.merge(last, "\n" + line, String::concat);
            } else {
                last = line.substring(0, line.indexOf(':'));
                fields.put(last, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return fields;
    }

    /** Each file with its mode, its owner and what it links to. */
    private Map<String, String> files(String deb) throws InterruptedException {
        Map<String, String> files = new TreeMap<>();
        for (String line : machine.exec("dpkg-deb", "--contents", deb)
                .orThrow()
                .stdout()
                .lines()
                .toList()) {
            // MODE OWNER SIZE DAY TIME ./PATH[ -> TARGET]
            String[] words = line.split(" +", 6);
            String[] path = words[5].split(" -> | link to ", 2);
            files.put(path[0], words[0] + " " + words[1] + (path.length > 1 ? " -> " + path[1] : ""));
        }
        return files;
    }

    /** Which version of a library a package needs at least, deb-symbols(5) says: that of the library which it was built with. */
    private static Map<String, String> withoutBounds(Map<String, String> fields) {
        Map<String, String> without = new TreeMap<>(fields);
        for (String relation : List.of("Depends", "Pre-Depends", "Recommends", "Suggests")) {
            without.computeIfPresent(relation, (name, value) -> value.replaceAll(" *\\([^)]*\\)", ""));
        }
        return without;
    }

    private static List<String> differences(Map<String, String> theirs, Map<String, String> ours) {
        Set<String> keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            String their = theirs.getOrDefault(key, "none");
            String our = ours.getOrDefault(key, "none");
            if (!their.equals(our)) {
                differences.add(key + ": " + their + " / " + our);
            }
        }
        return differences;
    }

    @Override
    public void close() {
        machine.close();
    }
}

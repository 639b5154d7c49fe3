package io.umlmachine.pbuilder;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.Closing;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Debian's own binary packages, and how built ones differ from them: a machine with apt and dpkg tells. */
final class ArchivePackages implements AutoCloseable {

    /** Made of symbols that Debian keeps elsewhere. */
    private static final String DEBUG_SYMBOLS = "-dbgsym";

    private static final String INSTALLERS = ".udeb";

    private static final String INSTALLED_SIZE = "Installed-Size";

    private final UmlMachine machine;

    private ArchivePackages(UmlMachine machine) {
        this.machine = machine;
    }

    static ArchivePackages open(PbuilderConfig config) throws IOException, InterruptedException {
        UmlMachine machine = UmlMachine.builder()
                .image(new Machines(config).stored(event -> {}))
                .network(Slirp.create())
                .tmpfsTmp()
                .boot();
        return Closing.onFailure(machine::close, () -> {
            machine.exec("apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update")
                    .orThrow();
            return new ArchivePackages(machine);
        });
    }

    /**
     * How a package compares with Debian's.
     *
     * @param packageName its name
     * @param identical whether it is the same to the byte
     * @param differences of control fields and of files
     * @param explained differences that another day's libraries and tools make
     */
    record Comparison(
            String packageName, boolean identical, List<Difference> differences, List<Difference> explained) {}

    /**
     * What is not the same.
     *
     * @param key the control field, or the path of the file
     * @param theirs what it is in Debian's package
     * @param ours what it is in the one that was built
     */
    record Difference(String key, String theirs, String ours) {

        private static final Set<String> RELATIONS = Set.of("Depends", "Pre-Depends", "Recommends", "Suggests");

        private static final Pattern BOUNDS = Pattern.compile(" *\\([^)]*\\)");

        private static final Pattern SPHINX = Pattern.compile("libjs-sphinxdoc *\\([^)]*\\)");

        private static final String LINK_TO_SPHINX = "javascript/sphinxdoc/";

        /** Which version of a library a package needs at least, deb-symbols(5) says: that which it was built with. */
        boolean isOfBounds() {
            return RELATIONS.contains(key) && without(BOUNDS, theirs).equals(without(BOUNDS, ours));
        }

        /** dh_sphinxdoc(1) asks for the version of Sphinx that made the pages. */
        boolean isOfTheBoundOnSphinx() {
            return RELATIONS.contains(key)
                    && !SPHINX.matcher(theirs)
                            .results()
                            .map(MatchResult::group)
                            .toList()
                            .equals(SPHINX.matcher(ours)
                                    .results()
                                    .map(MatchResult::group)
                                    .toList());
        }

        /** It links to the scripts that the pages use; those of a newer Sphinx use others. */
        boolean isOfALinkToSphinx() {
            return theirs.equals("none") && ours.contains(LINK_TO_SPHINX)
                    || ours.equals("none") && theirs.contains(LINK_TO_SPHINX);
        }

        private static String without(Pattern pattern, String text) {
            return pattern.matcher(text).replaceAll("");
        }
    }

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

    private Comparison compare(String ours, Map<String, String> ourFields) throws InterruptedException {
        String name = ourFields.get("Package");
        Optional<String> version = version(name, ourFields.get("Version"));
        if (version.isEmpty()) {
            return new Comparison(
                    name, false, List.of(new Difference("Version", "none", ourFields.get("Version"))), List.of());
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
        List<Difference> all = new ArrayList<>(differences(theirFields, ourFields));
        all.addAll(differences(files(theirs), files(ours)));
        boolean sized = holdsItsSize(theirs, theirFields) && holdsItsSize(ours, ourFields);
        boolean sphinx = all.stream().anyMatch(Difference::isOfTheBoundOnSphinx);
        Map<Boolean, List<Difference>> byExplained = all.stream()
                .collect(Collectors.partitioningBy(difference -> difference.isOfBounds()
                        || sized && difference.key().equals(INSTALLED_SIZE)
                        || sphinx && difference.isOfALinkToSphinx()));
        boolean identical = machine.exec("cmp", "-s", theirs, ours).success();
        machine.exec("rm", "-r", "/tmp/debian").orThrow();
        return new Comparison(name, identical, byExplained.get(false), byExplained.get(true));
    }

    /**
     * Whether the field Installed-Size is what dpkg-gencontrol(1) makes of the package's files, so that it says nothing
     * beside them: 1 KiB for a directory, and the KiB that are begun of everything else; hard links count once. The
     * directory of the control files is there by then, with all but those that come later.
     */
    private boolean holdsItsSize(String deb, Map<String, String> fields) throws InterruptedException {
        long size = 1;
        for (String line : listing("dpkg-deb --fsys-tarfile \"$0\" | tar -tv", deb)) {
            size += kibibytes(line);
        }
        for (String line :
                listing("dpkg-deb --ctrl-tarfile \"$0\" | tar -tv --exclude=./control --exclude=./md5sums", deb)) {
            size += line.startsWith("d") ? 0 : kibibytes(line);
        }
        return fields.get(INSTALLED_SIZE).equals(Long.toString(size));
    }

    private List<String> listing(String script, String deb) throws InterruptedException {
        return machine.exec("sh", "-eu", "-c", script, deb)
                .orThrow()
                .stdout()
                .lines()
                .toList();
    }

    private static long kibibytes(String line) {
        String[] words = line.split(" +", 6);
        return switch (line.charAt(0)) {
            case 'h' -> 0;
            case '-' -> (Long.parseLong(words[2]) + 1023) / 1024;
            default -> 1;
        };
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

    private static List<Difference> differences(Map<String, String> theirs, Map<String, String> ours) {
        Set<String> keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        return keys.stream()
                .map(key -> new Difference(key, theirs.getOrDefault(key, "none"), ours.getOrDefault(key, "none")))
                .filter(difference -> !difference.theirs().equals(difference.ours()))
                .toList();
    }

    @Override
    public void close() {
        machine.close();
    }
}

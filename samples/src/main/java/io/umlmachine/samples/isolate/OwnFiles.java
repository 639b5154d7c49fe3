package io.umlmachine.samples.isolate;

import io.umlmachine.UmlMachine;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that a package says it has.
 *
 * @param paths what dpkg lists, directories included
 */
record OwnFiles(Set<String> paths) {

    /** Links into /usr on every Debian since bookworm, by which packages may still name their files. */
    private static final Pattern MERGED = Pattern.compile("^/(bin|sbin|lib|lib32|lib64|libx32)/");

    /** Those that would start by themselves on a machine with an init. */
    private static final Pattern STARTED =
            Pattern.compile("(/usr/lib|/etc)/systemd/system/[^/]+\\.(service|socket|timer|path)"
                    + "|/etc/init\\.d/[^/]+|/etc/cron\\.(d|hourly|daily|weekly|monthly)/[^/]+");

    /** None if dpkg does not know the package, because it refused to unpack it. */
    static OwnFiles of(UmlMachine vm, String name) throws InterruptedException {
        return new OwnFiles(vm.exec("dpkg", "--listfiles", name)
                .stdout()
                .lines()
                .filter(line -> line.startsWith("/") && !line.equals("/."))
                .map(path -> MERGED.matcher(path).replaceFirst("/usr/$1/"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    boolean contains(String path) {
        return paths.contains(path);
    }

    /** Whether an init or cron would run the file. */
    static boolean isStarted(String path) {
        return STARTED.matcher(path).matches();
    }
}

package io.umlmachine.pbuilder.internal.fetch;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Source packages fetched from the archive, and checked. */
public final class SourceDownload {

    private static final String DSC = ".dsc";

    /** Names of suites and code names, {@code stable-security} and {@code bookworm/updates} too. */
    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~/-]*");

    private SourceDownload() {}

    /** Fetches a version. */
    public static Dsc of(SourceVersion wanted, Path into) throws IOException, InterruptedException {
        String name = wanted.source() + "=" + wanted.version();
        fetch(into, apt -> {
            download(apt, name, into);
            return name;
        });
        Dsc dsc = Dsc.read(into.resolve(wanted.fileName(DSC)));
        if (!dsc.source().equals(wanted.source()) || !dsc.version().equals(wanted.version())) {
            throw new SourceException(dsc.file() + " is " + dsc.source() + " " + dsc.version() + " and not " + name);
        }
        dsc.verify();
        return dsc;
    }

    /** Fetches the newest version. */
    public static Dsc newest(String source, Path into) throws IOException, InterruptedException {
        return named(SourceVersion.requireSource(source), source, into);
    }

    /** Fetches the newest version that is in a suite. */
    public static Dsc newest(String source, String suite, Path into) throws IOException, InterruptedException {
        if (!SUITE.matcher(suite).matches()) {
            throw new IllegalArgumentException("'" + suite + "' is no name of a suite");
        }
        return named(source, SourceVersion.requireSource(source) + "/" + suite, into);
    }

    /** Fetches what apt takes a name for. */
    private static Dsc named(String source, String name, Path into) throws IOException, InterruptedException {
        String file = fetch(into, apt -> {
            String chosen = chosenFile(apt, name);
            download(apt, name, into);
            return chosen;
        });
        Dsc dsc = Dsc.read(into.resolve(file));
        if (!dsc.source().equals(source)) {
            throw new SourceException(dsc.file() + " is " + dsc.source() + " and not " + source);
        }
        dsc.verify();
        return dsc;
    }

    private static <T> T fetch(Path into, PrivateApt.Use<T> use) throws IOException, InterruptedException {
        Files.createDirectories(into);
        return PrivateApt.use(Directories.cache().resolve("apt"), apt -> {
            apt.get("the list of source packages", apt.directory(), List.of("update"));
            return use.with(apt);
        });
    }

    private static void download(PrivateApt apt, String name, Path into) throws IOException, InterruptedException {
        apt.get(name, into, List.of("source", "--only-source", "--download-only", name));
    }

    /** apt-get(8): each line of {@code --print-uris} is an address in quotes, the file's name, its size and its digest. */
    private static String chosenFile(PrivateApt apt, String name) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        // Where the files are already, apt does not name them.
        apt.get(name, apt.directory(), List.of("source", "--only-source", "--print-uris", name), line -> {
            String[] words = line.split(" ");
            if (line.startsWith("'") && words.length > 1 && words[1].endsWith(DSC)) {
                files.add(words[1]);
            }
        });
        if (files.size() != 1) {
            throw new SourceException("apt names " + files.size() + " .dsc files of " + name + ": " + files);
        }
        return files.get(0);
    }
}

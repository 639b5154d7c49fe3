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

/** Source packages fetched from the archive, and checked. */
public final class SourceDownload {

    private static final String DSC = ".dsc";

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
        String name = SourceVersion.requireSource(source);
        String file = fetch(into, apt -> {
            String newest = newestFile(apt, name, into);
            download(apt, name, into);
            return newest;
        });
        Dsc dsc = Dsc.read(into.resolve(file));
        if (!dsc.source().equals(name)) {
            throw new SourceException(dsc.file() + " is " + dsc.source() + " and not " + name);
        }
        dsc.verify();
        return dsc;
    }

    private static <T> T fetch(Path into, PrivateApt.Use<T> use) throws IOException, InterruptedException {
        Files.createDirectories(into);
        Path directory = Directories.cache().resolve("apt");
        return PrivateApt.use(directory, apt -> {
            apt.get("the list of source packages", directory, List.of("update"));
            return use.with(apt);
        });
    }

    private static void download(PrivateApt apt, String name, Path into) throws IOException, InterruptedException {
        apt.get(name, into, List.of("source", "--only-source", "--download-only", name));
    }

    /** apt-get(8): each line of {@code --print-uris} is an address in quotes, the file's name, its size and its digest. */
    private static String newestFile(PrivateApt apt, String name, Path into) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        apt.get(name, into, List.of("source", "--only-source", "--print-uris", name), line -> {
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

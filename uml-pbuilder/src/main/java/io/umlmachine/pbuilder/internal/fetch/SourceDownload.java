package io.umlmachine.pbuilder.internal.fetch;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One source package to fetch from the archive. */
public final class SourceDownload {

    private final SourceVersion wanted;
    private final Path into;

    public SourceDownload(String name, String version, Path into) {
        this.wanted = SourceVersion.of(name, version);
        this.into = into;
    }

    /** Fetches it, and checks what came. */
    public Dsc run() throws IOException, InterruptedException {
        Files.createDirectories(into);
        String name = wanted.source() + "=" + wanted.version();
        Path directory = Directories.cache().resolve("apt");
        PrivateApt.use(directory, apt -> {
            apt.get("the list of source packages", directory, List.of("update"));
            apt.get(name, into, List.of("source", "--only-source", "--download-only", name));
            return name;
        });
        Dsc dsc = Dsc.read(into.resolve(wanted.fileName(".dsc")));
        if (!dsc.source().equals(wanted.source()) || !dsc.version().equals(wanted.version())) {
            throw new SourceException(dsc.file() + " is " + dsc.source() + " " + dsc.version() + " and not " + name);
        }
        dsc.verify();
        return dsc;
    }
}

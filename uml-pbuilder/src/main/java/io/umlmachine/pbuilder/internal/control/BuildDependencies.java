package io.umlmachine.pbuilder.internal.control;

import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What a source says of the packages that it is built with. */
public final class BuildDependencies {

    private static final List<String> FIELDS = List.of(
            "Build-Depends",
            "Build-Depends-Arch",
            "Build-Depends-Indep",
            "Build-Conflicts",
            "Build-Conflicts-Arch",
            "Build-Conflicts-Indep");

    private BuildDependencies() {}

    /** The fields that speak of it, each with its name. */
    public static List<String> of(Dsc dsc) throws IOException {
        Stanza stanza = stanza(dsc);
        return FIELDS.stream()
                .flatMap(name -> stanza.get(name).map(value -> name + ": " + value).stream())
                .toList();
    }

    /** Everything in a .dsc file. */
    public static Stanza stanza(Dsc dsc) throws IOException {
        try {
            return ControlFile.parse(Files.readAllBytes(dsc.file()));
        } catch (ControlException e) {
            throw new SourceException(dsc.file() + " is no usable .dsc file: " + e.getMessage(), e);
        }
    }
}

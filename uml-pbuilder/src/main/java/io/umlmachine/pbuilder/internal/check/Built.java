package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Changes;
import io.umlmachine.pbuilder.FileEntry;
import io.umlmachine.pbuilder.ResultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build made, as checks see it. Immutable.
 *
 * @param result of the build, which succeeded
 */
record Built(BuildResult result) {

    Changes changes() {
        return result.changes()
                .orElseThrow(() -> new ResultException("The build of "
                        + result.source().source() + " left no packages that could be checked; its log is "
                        + result.log()));
    }

    /** The packages that can be installed; those of the Debian installer cannot. */
    List<Path> debs() {
        return changes().files(".deb");
    }

    /** The names of the packages, with the versions of their files' names. */
    List<String> names() {
        return debs().stream().map(Built::name).toList();
    }

    private static String name(Path deb) {
        String file = deb.getFileName().toString();
        return file.substring(0, file.indexOf('_'));
    }

    /** All that the .changes file lists, that file, and parts of the source that are not uploaded again. */
    Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        changes().files("").forEach(file -> files.put(file.getFileName().toString(), file));
        for (FileEntry part : result.source().parts()) {
            Path file = result.source().file().resolveSibling(part.name());
            if (Files.exists(file)) {
                files.putIfAbsent(part.name(), file);
            }
        }
        files.put(changes().file().getFileName().toString(), changes().file());
        return files;
    }
}

package io.umlmachine.internal.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which Debian a host runs, as os-release(5) tells. */
public final class HostRelease {

    private static final String KEY = "VERSION_CODENAME=";

    private HostRelease() {}

    /** The suite's name, or empty if the file is not there or does not tell. */
    public static Optional<String> codename(Path osRelease) {
        try {
            return new String(Files.readAllBytes(osRelease), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(KEY))
                    .map(line ->
                            line.substring(KEY.length()).replaceAll("[\"']", "").strip())
                    .filter(name -> !name.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

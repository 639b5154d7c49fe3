package io.umlmachine.net.internal.slirp;

import io.umlmachine.HostException;
import io.umlmachine.Probe;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlHost;
import io.umlmachine.internal.host.ProgramOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a {@code slirp4netns} that is new enough. Thread-safe. */
public final class SlirpProgram {

    /** The first that lets User-Mode Linux connect: its manual says so of {@code --target-type}. */
    private static final int[] NEEDED = {1, 2, 0};

    private static final Pattern VERSION = Pattern.compile("slirp4netns version (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Those that were asked for their version, and are not asked again until they change. */
    private static final Map<Path, FileTime> KNOWN = new ConcurrentHashMap<>();

    private SlirpProgram() {}

    /**
     * Where it is.
     *
     * @throws HostException if there is none, or it is too old
     * @throws IOException if it cannot be asked for its version
     */
    public static Path locate() throws IOException, InterruptedException {
        Path program = UmlHost.program(Subject.SLIRP4NETNS);
        require(program);
        return program;
    }

    static void require(Path program) throws IOException, InterruptedException {
        FileTime changed = Files.getLastModifiedTime(program);
        if (!changed.equals(KNOWN.get(program))) {
            String answer = ProgramOutput.of(List.of(program.toString(), "--version"), PATIENCE)
                    .text();
            Matcher version = VERSION.matcher(answer);
            if (!version.find()) {
                throw unfit(program, "does not tell its version; it said: " + answer.strip());
            }
            if (!isNewEnough(version)) {
                throw unfit(program, "is version " + version.group().replaceAll(".* ", "") + ", which is too old");
            }
            KNOWN.put(program, changed);
        }
    }

    private static boolean isNewEnough(Matcher version) {
        for (int i = 0; i < NEEDED.length; i++) {
            int part = Integer.parseInt(version.group(i + 1));
            if (part != NEEDED[i]) {
                return part > NEEDED[i];
            }
        }
        return true;
    }

    private static HostException unfit(Path program, String what) {
        return new HostException(List.of(new Probe(
                Subject.SLIRP4NETNS,
                false,
                Optional.of(program),
                program + " " + what + "; 1.2.0 or later is needed",
                "sudo apt-get install slirp4netns, on Debian 12 or later")));
    }
}

package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.AttachedDisk;
import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.Disk;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SetupException;
import io.umlmachine.pbuilder.Variation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Who builds, and in what surroundings: the same for every build, unless a variation is asked for. Immutable.
 *
 * @param variation what is varied
 */
record Circumstances(Variation variation) {

    private static final String UTF8 = "C.UTF-8";

    /** The build's user under another name and number; nothing is theirs yet but an empty directory. */
    private static final String RENAME = """
            groupmod --new-name "$1" --gid "$2" pbuilder
            usermod --login "$1" --uid "$2" --gid "$2" pbuilder
            chown "$1:$1" /build
            """;

    private static final String MOUNT = """
            mke2fs -q -F -t ext4 -b 4096 -m 0 -E "hash_seed=$2,lazy_itable_init=1,nodiscard" "$1"
            mount -t ext4 "$1" /build
            rmdir /build/lost+found
            chown "$3:$3" /build
            """;

    /** Nothing is varied. */
    static Circumstances ordinary() {
        return new Circumstances(Variation.none());
    }

    /** Who builds. */
    String user() {
        return variation.user().orElse(GuestSetup.USER);
    }

    /** Where the source of a name and an upstream version is unpacked. */
    String tree(StagedSource source) {
        return source.unpacked() + variation.pathSuffix().orElse("");
    }

    /** The configuration with what is varied of it. */
    PbuilderConfig applyTo(PbuilderConfig config) {
        return variation
                .hostname()
                .map(name -> config.toBuilder().hostname(name).build())
                .orElse(config);
    }

    /** Makes a machine, in which all is installed that the source needs, what it is for this build. */
    void arrange(Room room, Workspace workspace, ByteSize size) throws IOException, InterruptedException {
        if (variation.user().isPresent()) {
            require(room, RENAME, user(), "" + variation.uid().orElseThrow());
        }
        if (variation.directoryOrder().isPresent()) {
            mount(
                    room,
                    workspace.directory("build").resolve("disk"),
                    size,
                    variation.directoryOrder().get());
        }
        // Nothing that is checked against the clock comes after this.
        if (!variation.clockShift().isZero()) {
            require(
                    room,
                    "date -s \"@$(($(date +%s) + $1))\"",
                    "" + variation.clockShift().toSeconds());
        }
    }

    /** The file is sparse: only what the build writes takes room. It goes with the workspace. */
    private void mount(Room room, Path file, ByteSize size, UUID seed) throws IOException, InterruptedException {
        try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(size.bytes());
        }
        AttachedDisk disk = room.machine().plug(Disk.of(file));
        require(room, MOUNT, disk.device(), seed.toString(), user());
    }

    private static void require(Room room, String script, String... arguments) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("sh", "-eu", "-c", script, "sh"));
        argv.addAll(List.of(arguments));
        room.steps()
                .require(
                        Command.of(argv).env("LC_ALL", UTF8),
                        failure -> new SetupException("The circumstances of the build cannot be varied", failure));
    }

    /** A command of the build itself. */
    Command ofBuildUser(List<String> argv) {
        List<String> words = new ArrayList<>();
        variation.umask().ifPresent(mask -> words.addAll(List.of("sh", "-c", "umask \"$0\"; exec \"$@\"", mask)));
        words.addAll(argv);
        String locale = variation.locale().orElse(UTF8);
        Command command = Command.of(words)
                .user(user())
                .env("HOME", "/nonexistent")
                .env("LANG", locale)
                .env("LC_ALL", locale);
        return variation.timezone().map(zone -> command.env("TZ", zone)).orElse(command);
    }

    /** DEB_BUILD_OPTIONS with as many jobs at once as are varied. */
    String options(String configured) {
        if (variation.parallel().isEmpty()) {
            return configured;
        }
        String others = configured.replaceAll("(^|\\s)parallel=\\d+", " ").strip();
        return (others + " parallel=" + variation.parallel().getAsInt()).strip();
    }
}

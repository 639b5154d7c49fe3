package io.umlmachine.image.internal.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.internal.host.ProgramOutput;
import io.umlmachine.internal.host.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Disks of tests, and what e2fsprogs says about them. */
final class Disks {

    static final Epoch EPOCH = new Epoch(1_700_000_000);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Disks() {}

    static Directory directory() {
        return new Directory(Attributes.ofRoot(0755, EPOCH.seconds()));
    }

    static RegularFile file(byte[] content) {
        return new RegularFile(Attributes.ofRoot(0644, EPOCH.seconds()), Content.of(content));
    }

    static GuestTree tree() {
        return new GuestTree(directory(), EPOCH.seconds());
    }

    static Path write(Directory root, Path disk) throws Exception {
        return write(root, ByteSize.mebibytes(64), Optional.empty(), disk);
    }

    static Path write(Directory root, ByteSize size, Optional<ByteSize> freeSpace, Path disk) throws Exception {
        Ext4Disk.write(root, Ext4Options.of(size, freeSpace, EPOCH, "test"), disk);
        return disk;
    }

    /** What e2fsck finds: it looks at everything and changes nothing. */
    static ProgramOutput check(Path disk) throws Exception {
        return ProgramOutput.of(List.of(program("e2fsck"), "-fn", disk.toString()), LIMIT);
    }

    /** What debugfs prints for a request. */
    static String debugfs(Path disk, String request) throws Exception {
        return ProgramOutput.of(List.of(program("debugfs"), "-R", request, disk.toString()), LIMIT)
                .text();
    }

    /** Runs a program of e2fsprogs. */
    static String run(String program, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of(program(program)));
        argv.addAll(List.of(arguments));
        ProgramOutput output = ProgramOutput.of(argv, LIMIT);
        assertThat(output.exitStatus()).as(output.text()).isZero();
        return output.text();
    }

    private static String program(String name) {
        return Programs.find(name).orElseThrow().toString();
    }
}

package io.umlmachine.image.internal.store;

import io.umlmachine.image.GenerationCheck;
import io.umlmachine.image.GenerationCheck.Fault;
import io.umlmachine.image.GenerationCheck.Kind;
import io.umlmachine.image.ImageManifest;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Compares a generation with its manifest. Thread-safe. */
public final class GenerationAudit {

    private GenerationAudit() {}

    /** Reads the whole disk of a generation, which must be in use. */
    public static GenerationCheck of(ImageDirectory directory, Generation generation)
            throws ClosedByInterruptException {
        List<Fault> faults = new ArrayList<>();
        try {
            compare(directory.manifest(generation), generation, faults);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            faults.add(new Fault(Kind.MANIFEST, "the manifest of an image", e.toString()));
        }
        return new GenerationCheck(generation.name(), faults);
    }

    private static void compare(ImageManifest manifest, Generation generation, List<Fault> faults)
            throws ClosedByInterruptException {
        try {
            compare(
                    faults,
                    Kind.MODE,
                    ImageDirectory.READ_ONLY,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(generation.image())));
            compare(
                    faults,
                    Kind.SIZE,
                    Long.toString(manifest.size().bytes()),
                    Long.toString(Files.size(generation.image())));
            compare(faults, Kind.DATA, manifest.dataSha256(), DiskDigest.of(generation.image()));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            faults.add(new Fault(Kind.UNREADABLE, "a disk", e.toString()));
        }
    }

    private static void compare(List<Fault> faults, Kind kind, String expected, String found) {
        if (!expected.equals(found)) {
            faults.add(new Fault(kind, expected, found));
        }
    }
}

package io.umlmachine.internal.transfer;

import io.umlmachine.Command;
import io.umlmachine.internal.transfer.FileFacts.Metadata;
import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file for the guest, on a disk. The disk can be the very file that is copied, so that nothing is copied on the host.
 *
 * @param disk the disk's file on the host
 * @param skip where on the disk the file begins
 * @param data which parts of the file are not holes
 * @param size its size, holes included
 * @param metadata what else it gets
 */
record IncomingFile(Path disk, long skip, List<Extent> data, long size, Metadata metadata) {

    /** Keeps the beginning of a file from being the beginning of a disk. */
    private static final int PAGE = 4096;

    private static final int BUFFER = 256 * 1024;

    /** What overlays begin with, in the byte order of version 3 and in the host's for those before. */
    private static final Set<String> OVERLAY_MAGIC = Set.of("OOOM", "MOOO");

    /**
     * A file of the host, as itself where the kernel lets it be a disk: one that begins like an overlay is measured by
     * what it says is below it, even if it is plugged in as no overlay.
     *
     * @param spool where a copy goes if it takes one
     */
    static IncomingFile of(Path source, FileFacts facts, Path spool) throws IOException {
        try (FileChannel content = FileChannel.open(source, StandardOpenOption.READ)) {
            if (facts.size() == 0) {
                // Files that the kernel makes up, like those of /proc, say that they are empty.
                return of(Channels.newInputStream(content), facts.metadata(), spool);
            }
            List<Extent> data = DataExtents.of(source, facts.size());
            if (!beginsLikeAnOverlay(content)) {
                return new IncomingFile(source, 0, data, facts.size(), facts.metadata());
            }
            try (FileChannel out = create(spool)) {
                for (Extent extent : data) {
                    HostFiles.copy(content, extent.offset(), extent.length(), out, PAGE + extent.offset());
                }
            } catch (ShrunkenFileException e) {
                throw facts.changed(source);
            }
            return new IncomingFile(spool, PAGE, data, facts.size(), facts.metadata());
        }
    }

    /** What a stream holds. */
    static IncomingFile of(InputStream content, Metadata metadata, Path spool) throws IOException {
        long size = 0;
        try (OutputStream out = Files.newOutputStream(spool, StandardOpenOption.CREATE_NEW)) {
            out.write(new byte[PAGE]);
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                out.write(buffer, 0, count);
                size += count;
            }
        }
        return new IncomingFile(spool, PAGE, size == 0 ? List.of() : List.of(new Extent(0, size)), size, metadata);
    }

    private static boolean beginsLikeAnOverlay(FileChannel content) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(4);
        content.read(magic, 0);
        return OVERLAY_MAGIC.contains(new String(magic.array(), StandardCharsets.ISO_8859_1));
    }

    private static FileChannel create(Path spool) throws IOException {
        return FileChannel.open(
                spool, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), HostFiles.PRIVATE);
    }

    /** What makes the file in the guest, once the disk is plugged in. */
    Command command(String device, GuestPath target) {
        Command command = GuestScript.RECEIVE.command(
                device,
                Long.toString(skip),
                target.toString(),
                Integer.toString(metadata.mode()),
                Integer.toUnsignedString(metadata.uid()),
                Integer.toUnsignedString(metadata.gid()),
                Long.toString(metadata.time().getEpochSecond()),
                Integer.toString(metadata.time().getNano()),
                Long.toString(size));
        return data.isEmpty()
                ? command
                : command.stdin(data.stream()
                        .map(extent -> extent.offset() + " " + extent.length() + "\n")
                        .collect(Collectors.joining()));
    }
}

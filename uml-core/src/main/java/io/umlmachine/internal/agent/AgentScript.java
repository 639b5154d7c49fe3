package io.umlmachine.internal.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The agent's disk: its script, a line that tells where on the disk modules of the kernel are and how long each is, and the
 * modules. Thread-safe.
 */
public final class AgentScript {

    private static final int BLOCK = 4096;

    /** Its last line is the mark at which perl stops reading. */
    private static final byte[] SCRIPT = load();

    private AgentScript() {}

    /**
     * Writes the disk to a file of whole blocks.
     *
     * @param modules what the guest's kernel may load, in this order; may be none
     */
    public static void write(Path file, List<Path> modules) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            List<Long> directory = new ArrayList<>();
            // Longer than the line can be.
            long offset = blocks(SCRIPT.length + BLOCK);
            directory.add(offset);
            for (Path module : modules) {
                directory.add(Files.size(module));
            }
            String line = directory.stream().map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
            out.write(SCRIPT);
            out.write(line.getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[Math.toIntExact(offset - SCRIPT.length - line.length())]);
            long written = offset;
            for (Path module : modules) {
                written += Files.copy(module, out);
            }
            out.write(new byte[Math.toIntExact(blocks(written) - written)]);
        }
    }

    private static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static byte[] load() {
        try (InputStream script = AgentScript.class.getResourceAsStream("agent.pl")) {
            if (script == null) {
                throw new IllegalStateException("This jar lacks the guest agent");
            }
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the guest agent from this jar", e);
        }
    }
}

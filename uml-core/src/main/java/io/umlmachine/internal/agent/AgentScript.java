package io.umlmachine.internal.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The agent's script as the contents of a block device. Thread-safe. */
public final class AgentScript {

    private static final int BLOCK = 4096;
    private static final byte[] CONTENTS = load();

    private AgentScript() {}

    /** Writes the script to a file of whole blocks; perl reads the newlines at the end as nothing. */
    public static void write(Path file) throws IOException {
        Files.write(file, CONTENTS);
    }

    private static byte[] load() {
        try (InputStream script = AgentScript.class.getResourceAsStream("agent.pl")) {
            if (script == null) {
                throw new IllegalStateException("This jar lacks the guest agent");
            }
            byte[] text = script.readAllBytes();
            byte[] blocks = Arrays.copyOf(text, (text.length + BLOCK - 1) / BLOCK * BLOCK);
            Arrays.fill(blocks, text.length, blocks.length, (byte) '\n');
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the guest agent from this jar", e);
        }
    }
}

package io.umlmachine.internal.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last of what a machine's kernels print, and passes each line to the logger {@code io.umlmachine.console}. It
 * goes on when the machine is rebooted. Thread-safe.
 */
final class ConsoleLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.umlmachine.console");
    private static final int KEPT_CHARACTERS = 64 * 1024;
    private static final int LINE_LIMIT = 4096;
    private static final long STACK = 256 * 1024;

    private final String machine;
    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;

    ConsoleLog(String machine) {
        this.machine = machine;
    }

    /** Reads what one kernel prints, on a thread of its own, which ends when the kernel's processes have. */
    Thread follow(InputStream console) {
        Thread thread = new Thread(null, () -> read(console), "uml-console-" + machine, STACK);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream console) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(console, StandardCharsets.ISO_8859_1), 1024)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || line.length() == LINE_LIMIT) {
                    add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                if (c != '\n') {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                add(line.toString());
            }
        } catch (IOException e) {
            add("[console lost: " + e.getMessage() + "]");
        }
    }

    private synchronized void add(String line) {
        LOG.debug("{}: {}", machine, line);
        lines.addLast(line);
        characters += line.length() + 1;
        while (characters > KEPT_CHARACTERS) {
            characters -= lines.removeFirst().length() + 1;
        }
    }

    synchronized String tail() {
        return String.join("\n", lines);
    }
}

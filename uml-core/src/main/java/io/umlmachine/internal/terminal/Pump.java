package io.umlmachine.internal.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that carries bytes from one stream to another as they come. */
public final class Pump {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final int SIZE = 16 * 1024;

    private Pump() {}

    /** Starts one; a daemon, because not every read can be ended. */
    public static Thread start(String name, InputStream from, OutputStream to, boolean closeAtEnd) {
        Thread thread = new Thread(() -> carry(from, to, closeAtEnd), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void carry(InputStream from, OutputStream to, boolean closeAtEnd) {
        try {
            byte[] buffer = new byte[SIZE];
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                to.write(buffer, 0, length);
                to.flush();
            }
            if (closeAtEnd) {
                to.close();
            }
        } catch (IOException e) {
            // One end is gone, which the end of the command or of the machine tells.
            LOG.debug("A stream that was carried ended: {}", e.getMessage());
        }
    }
}

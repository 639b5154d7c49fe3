package io.umlmachine.internal.unix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;

/** Waits until one of several has a packet, a connection or its end to tell; see poll(2). For one thread. */
public final class PollSet {

    private static final int ENTRY = 8;
    private static final int EVENTS = 6;
    private static final int FOREVER = -1;

    private final byte[] entries;
    private final ByteBuffer view;
    private final int count;

    /** Waits for these, while they are open. */
    public PollSet(Collection<? extends Pollable> members) {
        count = members.size();
        entries = new byte[count * ENTRY];
        view = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder());
        for (Pollable member : members) {
            view.putInt(member.descriptor()).putShort(LibC.POLLIN).putShort((short) 0);
        }
    }

    /**
     * Waits as long as it takes; an interrupt does not end it.
     *
     * @throws IOException if it cannot be waited for
     */
    public void await() throws IOException {
        while (true) {
            try {
                LibC.poll(entries, count, FOREVER);
                return;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != LibC.EINTR) {
                    throw new IOException("Cannot wait for sockets: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Whether the last wait found the member, by its place among all of them, to have something to tell. */
    public boolean isReady(int index) {
        return view.getShort(index * ENTRY + EVENTS) != 0;
    }
}

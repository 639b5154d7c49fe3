package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;

/** One use of the line: a command, or a file. Its methods are called by the line. */
interface LineChannel {

    /** Says to the agent what it is for. */
    void begin();

    /**
     * Takes a frame of this channel.
     *
     * @return whether it was the last one
     * @throws IOException if the agent must not have sent it
     */
    boolean accept(Frame frame) throws IOException;

    /** No more frames will come, because the machine has ended. */
    void fail(UmlException reason);
}

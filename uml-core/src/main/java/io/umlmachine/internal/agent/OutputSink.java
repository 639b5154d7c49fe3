package io.umlmachine.internal.agent;

import io.umlmachine.UmlException;
import java.io.IOException;

/** Where one output stream of a command goes. Called by the line's reading thread, which it must not block. */
interface OutputSink {

    /**
     * More output.
     *
     * @throws IOException if it is more than the guest had credit for
     */
    void accept(byte[] bytes) throws IOException;

    /** No more output will come. */
    void end();

    /** No more output will come, because the machine has ended. */
    void fail(UmlException reason);
}

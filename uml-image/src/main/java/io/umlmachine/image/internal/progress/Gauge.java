package io.umlmachine.image.internal.progress;

import java.util.OptionalLong;

/** Tells from a program's lines how far it has come. Not thread-safe. */
interface Gauge {

    /** Looks at a line; most say nothing, and are passed over at little cost. */
    void line(String line);

    /** How much is done, 0 to 1; an estimate. */
    double share();

    /** How many bytes have been fetched. */
    default long done() {
        return 0;
    }

    /** How many bytes there will be, as far as they have been announced. */
    default OptionalLong total() {
        return OptionalLong.empty();
    }
}

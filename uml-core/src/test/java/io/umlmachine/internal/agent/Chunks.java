package io.umlmachine.internal.agent;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Random;

/** Bytes that come in pieces of random size, as a pipe delivers them. */
final class Chunks extends FilterInputStream {

    private final Random random;

    Chunks(byte[] bytes, Random random) {
        super(new ByteArrayInputStream(bytes));
        this.random = random;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        return super.read(target, start, length == 0 ? 0 : 1 + random.nextInt(Math.min(length, 5000)));
    }
}

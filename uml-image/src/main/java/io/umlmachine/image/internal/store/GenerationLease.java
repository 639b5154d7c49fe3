package io.umlmachine.image.internal.store;

import io.umlmachine.MachineImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A generation in use. Thread-safe. */
public final class GenerationLease implements MachineImage.Lease {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationLease.class);

    private final Generation generation;
    private final UseLocks.Use use;
    private final AtomicBoolean closed = new AtomicBoolean();

    GenerationLease(Generation generation, UseLocks.Use use) {
        this.generation = generation;
        this.use = use;
    }

    /** The generation that is in use. */
    public Generation generation() {
        return generation;
    }

    @Override
    public Path path() {
        return generation.image();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                UseLocks.release(generation, use);
            } catch (IOException e) {
                LOG.warn("Could not close {}", generation.use(), e);
            }
        }
    }
}

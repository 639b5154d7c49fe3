package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void whatIsHandedOverStaysOpen() throws Exception {
        assertThat(Closing.onFailure(closed::incrementAndGet, () -> "done")).isEqualTo("done");
        assertThat(closed).hasValue(0);
    }

    @Test
    void whatGoesWrongClosesItOnceAndComesThroughAsItIs() {
        InterruptedException interrupt = new InterruptedException();
        assertThatThrownBy(() -> Closing.onFailure(closed::incrementAndGet, () -> {
                    throw interrupt;
                }))
                .isSameAs(interrupt);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatTheCloseThrowsIsSuppressed() {
        AssertionError failure = new AssertionError("first");
        IOException close = new IOException("second");
        assertThatThrownBy(() -> Closing.onFailure(
                        () -> {
                            throw close;
                        },
                        () -> {
                            throw failure;
                        }))
                .isSameAs(failure)
                .hasSuppressedException(close);
    }
}

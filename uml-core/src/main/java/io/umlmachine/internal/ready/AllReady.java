package io.umlmachine.internal.ready;

import io.umlmachine.Ready;
import io.umlmachine.ReadyWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Several strategies at once.
 *
 * @param parts the strategies
 */
public record AllReady(List<Ready> parts) implements Ready {

    /** Checks that there is something to wait for. */
    public AllReady {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("There must be something to wait for");
        }
        parts = List.copyOf(parts);
    }

    @Override
    public String awaited() {
        return parts.stream().map(Ready::awaited).collect(Collectors.joining(" and "));
    }

    @Override
    public Duration timeout() {
        return Collections.max(parts.stream().map(Ready::timeout).toList());
    }

    @Override
    public void await(ReadyWait wait) throws InterruptedException {
        Missing missing = new Missing(parts.size(), wait);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        List<Waiting> waits = new ArrayList<>();
        try {
            // The one that must be ready first comes first, so that each is looked at when its time is up.
            for (Ready part : inOrderOfTimeouts()) {
                int number = waits.size();
                missing.add(number, part);
                Waiting one = Waiting.start(wait.machine(), part, state -> missing.saw(number, part, state));
                one.met().whenComplete((met, e) -> {
                    missing.remove(number);
                    if (e != null) {
                        failure.completeExceptionally(e);
                    }
                });
                waits.add(one);
            }
            for (Waiting one : waits) {
                one.awaitUnless(failure);
            }
        } finally {
            waits.forEach(Waiting::leave);
        }
    }

    private List<Ready> inOrderOfTimeouts() {
        return parts.stream().sorted(Comparator.comparing(Ready::timeout)).toList();
    }

    /** What is not ready yet, and what was seen of it. Thread-safe. */
    private static final class Missing {

        private final ReadyWait wait;
        private final Map<Integer, String> states = new LinkedHashMap<>();
        private final boolean[] met;

        Missing(int parts, ReadyWait wait) {
            this.met = new boolean[parts];
            this.wait = wait;
        }

        synchronized void add(int number, Ready part) {
            states.put(number, part.awaited());
        }

        synchronized void saw(int number, Ready part, String state) {
            if (!met[number]) {
                states.put(number, part.awaited() + ": " + state);
                tell();
            }
        }

        synchronized void remove(int number) {
            met[number] = true;
            states.remove(number);
            tell();
        }

        private void tell() {
            wait.saw(String.join("; ", states.values()));
        }
    }
}

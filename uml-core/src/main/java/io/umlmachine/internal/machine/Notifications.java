package io.umlmachine.internal.machine;

import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.mconsole.NotificationListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Passes a kernel's notifications to those who want them; a machine that nobody observes has no socket for them. */
final class Notifications {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Notifications() {}

    /** What the kernel must be told so that it notifies. */
    static List<String> kernelArguments(Observers observers, Path directory) {
        return observers.notifications().isEmpty()
                ? List.of()
                : List.of(NotificationListener.kernelArgument(socket(directory)));
    }

    /** Listens from now on until it is closed, which must be after the kernel's end: it waits for its listener. */
    static AutoCloseable listen(Observers observers, OwnedDirectory directory) throws IOException {
        if (observers.notifications().isEmpty()) {
            return () -> {};
        }
        NotificationListener listener = NotificationListener.start(directory.name(), socket(directory.path()));
        Delivery delivery = Delivery.start(
                "uml-onnotify-" + directory.name(), listener::next, Delivery.toAll(observers.notifications()));
        return () -> {
            listener.close();
            delivery.awaitEnd(PATIENCE);
        };
    }

    private static Path socket(Path directory) {
        return directory.resolve("notify");
    }
}

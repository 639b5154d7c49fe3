package io.umlmachine.internal.machine;

import io.umlmachine.MachineNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who is told what a machine's kernel says. Immutable.
 *
 * @param console consumers of the lines that it prints
 * @param notifications consumers of what it notifies the host of
 */
record Observers(List<Consumer<? super String>> console, List<Consumer<? super MachineNotification>> notifications) {

    static Observers none() {
        return new Observers(List.of(), List.of());
    }

    Observers withConsole(Consumer<? super String> consumer) {
        return new Observers(with(console, consumer), notifications);
    }

    Observers withNotification(Consumer<? super MachineNotification> consumer) {
        return new Observers(console, with(notifications, consumer));
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}

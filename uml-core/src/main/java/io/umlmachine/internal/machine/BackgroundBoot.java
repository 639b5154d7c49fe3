package io.umlmachine.internal.machine;

import io.umlmachine.UmlMachine;
import java.util.concurrent.CompletableFuture;

/** A boot on a thread of its own. */
final class BackgroundBoot {

    private BackgroundBoot() {}

    static CompletableFuture<UmlMachine> start(MachineSpec spec) {
        CompletableFuture<UmlMachine> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(spec, future), "uml-boot");
        thread.setDaemon(true);
        future.whenComplete((machine, failure) -> {
            if (future.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return future;
    }

    private static void run(MachineSpec spec, CompletableFuture<UmlMachine> future) {
        try {
            UmlMachine machine = Boot.run(spec);
            if (!future.complete(machine)) {
                machine.close();
            }
        } catch (InterruptedException e) {
            future.cancel(false);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }
}

package io.umlmachine.internal.machine;

import io.umlmachine.GuestDiedException;
import io.umlmachine.UmlException;
import io.umlmachine.internal.agent.Outcomes;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.TimeLimit;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One reboot, on a thread of its own: several callers may wait for it, and the end of the machine can end it.
 * Thread-safe.
 */
final class Reboot {

    private final Chassis chassis;
    private final MachineRun old;
    private final Thread thread;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    /** Takes the new run. */
    @FunctionalInterface
    interface Up {
        void accept(MachineRun run) throws InterruptedException;
    }

    private Reboot(Chassis chassis, MachineRun old, Up onUp, Consumer<UmlException> onFailure) {
        this.chassis = chassis;
        this.old = old;
        this.thread = new Thread(() -> run(onUp, onFailure), "uml-reboot-" + chassis.name());
        thread.setDaemon(true);
    }

    /**
     * Starts one.
     *
     * @param onUp gets the new run, on the reboot's thread
     * @param onFailure gets what went wrong, in place of that; nothing runs then
     */
    static Reboot start(Chassis chassis, MachineRun old, Up onUp, Consumer<UmlException> onFailure) {
        Reboot reboot = new Reboot(chassis, old, onUp, onFailure);
        reboot.thread.start();
        return reboot;
    }

    private void run(Up onUp, Consumer<UmlException> onFailure) {
        try {
            TimeLimit limit = TimeLimit.in(chassis.spec().bootTimeout());
            old.powerOffForReboot(chassis.name(), limit);
            onUp.accept(PowerOn.run(chassis, limit));
            outcome.complete(null);
        } catch (UmlException e) {
            fail(e, onFailure);
        } catch (InterruptedException e) {
            fail(interrupted(), onFailure);
        } catch (RuntimeException | Error e) {
            UmlException failure = interrupted();
            failure.initCause(e);
            fail(failure, onFailure);
            throw e;
        }
    }

    private UmlException interrupted() {
        return new GuestDiedException(
                "The machine died: its reboot was broken off",
                old.kernel().commandLine(),
                OptionalInt.empty(),
                chassis.console().tail());
    }

    private void fail(UmlException reason, Consumer<UmlException> onFailure) {
        onFailure.accept(reason);
        outcome.completeExceptionally(reason);
    }

    /** Waits until the machine is up again; an interrupt ends the wait only. */
    void await() throws InterruptedException {
        Outcomes.await(outcome);
    }

    /** Breaks it off, unless it is over, and waits until nothing of it runs; an interrupt is kept for later. */
    void breakOff() {
        thread.interrupt();
        Interrupts.join(thread);
    }
}

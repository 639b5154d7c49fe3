package io.umlmachine;

import io.umlmachine.internal.ready.AllReady;
import io.umlmachine.internal.ready.CheckReady;
import io.umlmachine.internal.ready.CommandReady;
import io.umlmachine.internal.ready.GuestWatch;
import io.umlmachine.internal.ready.LineReady;
import io.umlmachine.internal.ready.ReadyWithin;
import io.umlmachine.internal.ready.UnitReady;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@link UmlMachine#await} waits for. Immutable; one strategy serves any number of machines and threads.
 *
 * <pre>{@code
 * vm.await(Ready.port(80).and(Ready.file("/run/app.pid")).within(Duration.ofSeconds(10)));
 * }</pre>
 *
 * <p>A program may have strategies of its own, by {@link #check} or by this interface: {@link #await} is called in a
 * thread that is interrupted when the wait is over, because the time is up, the machine has died or was closed, or the
 * waiting thread was interrupted.
 */
public interface Ready {

    /** How long a strategy waits unless it is told: 60 seconds. */
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /**
     * What is waited for.
     *
     * @return a few words for messages, such as {@code TCP port 80}
     */
    String awaited();

    /**
     * Returns when the machine is ready. What it throws ends the wait: {@link UmlMachine#await} throws it again.
     *
     * @param wait the machine, and where to tell what is seen
     * @throws InterruptedException when the wait is over
     */
    void await(ReadyWait wait) throws InterruptedException;

    /**
     * How long to wait.
     *
     * @return {@link #DEFAULT_TIMEOUT}, unless a strategy says otherwise
     */
    default Duration timeout() {
        return DEFAULT_TIMEOUT;
    }

    /**
     * The same with another limit.
     *
     * @param timeout how long to wait, positive
     * @return a new strategy
     * @throws IllegalArgumentException if it is not positive
     */
    default Ready within(Duration timeout) {
        return new ReadyWithin(this, timeout);
    }

    /**
     * This and another, as in {@link #all}.
     *
     * @param other the other
     * @return a new strategy
     */
    default Ready and(Ready other) {
        return all(this, other);
    }

    /**
     * Several strategies, which are waited for at the same time, each with its own limit; {@link #within} limits all of
     * them. Ready when each has been ready once.
     *
     * @param parts the strategies, at least one
     * @return a new strategy, whose limit is the longest of theirs
     * @throws IllegalArgumentException if there is none
     */
    static Ready all(Ready... parts) {
        return new AllReady(List.of(parts));
    }

    /**
     * Something in the guest listens on a TCP port, at any address: the guest's kernel takes connections to it. Nothing
     * connects; the service does not notice. One small program in the guest looks 40 times a second.
     *
     * @param port 1 to 65535
     * @return a new strategy
     * @throws IllegalArgumentException if it is no port
     */
    static Ready port(int port) {
        return GuestWatch.port(port);
    }

    /**
     * There is something at a path of the guest, a link that leads nowhere included. One small program in the guest looks
     * 40 times a second.
     *
     * @param path an absolute path
     * @return a new strategy
     * @throws IllegalArgumentException if it is not absolute
     */
    static Ready file(String path) {
        return GuestWatch.file(path);
    }

    /**
     * A command exits with 0. It is run as root again and again, 100 ms after its last end.
     *
     * @param argv the program and its arguments, as in {@link Command#of(String...)}
     * @return a new strategy
     */
    static Ready command(String... argv) {
        return command(Command.of(argv));
    }

    /**
     * A command exits with 0. It is run again and again, 100 ms after its last end. One that cannot be started, or
     * takes longer than its own time-out, is run again too.
     *
     * @param command what to run, and how
     * @return a new strategy
     */
    static Ready command(Command command) {
        return new CommandReady(command);
    }

    /**
     * A line of the kernel's console holds a match; lines that it printed before count, as far as
     * {@link UmlMachine#console} has them. Programs of the guest print there by writing to {@code /dev/console}.
     *
     * @param pattern what to find
     * @return a new strategy
     */
    static Ready logLine(Pattern pattern) {
        return new LineReady(pattern);
    }

    /**
     * A line of the kernel's console holds a match, as {@link #logLine(Pattern)}.
     *
     * @param regex what to find
     * @return a new strategy
     * @throws java.util.regex.PatternSyntaxException if it is no regular expression
     */
    static Ready logLine(String regex) {
        return logLine(Pattern.compile(regex));
    }

    /**
     * A unit of systemd is active. On a machine whose init is not systemd {@link UmlMachine#await} throws
     * {@link ReadyUnsupportedException} at once.
     *
     * @param unit such as {@code ssh.service}
     * @return a new strategy
     */
    static Ready unit(String unit) {
        return new UnitReady(unit);
    }

    /**
     * A check of the caller's own, which is made again and again, 100 ms after its last end. An {@link IOException}, a
     * {@link CommandException} or a {@link ManagementConsoleException} that it throws means that the machine is not ready
     * yet; anything else ends the wait.
     *
     * @param awaited what is waited for, for messages
     * @param check whether the machine is ready
     * @return a new strategy
     */
    static Ready check(String awaited, Check check) {
        return new CheckReady(awaited, check);
    }

    /** Looks whether a machine is ready. */
    @FunctionalInterface
    interface Check {

        /**
         * Looks once.
         *
         * @param machine the machine
         * @return whether it is ready
         * @throws IOException if that cannot be told yet
         * @throws InterruptedException when the wait is over
         */
        boolean isReady(UmlMachine machine) throws IOException, InterruptedException;
    }
}

package io.umlmachine.internal.agent;

import io.umlmachine.Command;
import io.umlmachine.UmlException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to one guest agent. Two threads serve it, one for each direction. Whoever uses it is told of its end through
 * {@link #ended()}, and says through {@link #fail} what that means for the commands that were running. Thread-safe.
 */
public final class AgentLine {

    static final int PROTOCOL = 4;
    private static final long STACK = 256 * 1024;

    private final String machine;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Map<Integer, LineChannel> channels = new HashMap<>();
    private int lastChannel = Frame.MACHINE;
    private @Nullable UmlException failure;

    private AgentLine(String machine, InputStream fromGuest, OutputStream toGuest) {
        this.machine = machine;
        this.reader = new FrameReader(fromGuest);
        this.writer = new FrameWriter(toGuest);
    }

    /** Opens the line over a kernel process's streams, which it owns from now on. */
    public static AgentLine open(String machine, InputStream fromGuest, OutputStream toGuest) {
        AgentLine line = new AgentLine(machine, fromGuest, toGuest);
        line.thread("reader", line::readAll).start();
        line.thread("writer", line::writeAll).start();
        return line;
    }

    private Thread thread(String role, Runnable task) {
        Thread thread = new Thread(null, task, "uml-" + role + "-" + machine, STACK);
        thread.setDaemon(true);
        return thread;
    }

    /** Completes when the agent has greeted with a protocol that this side knows. */
    public CompletableFuture<Void> greeted() {
        return greeted;
    }

    /** Asks the agent to set the machine up; {@link #ready} tells the end. */
    public void setUp(GuestSetup setup) {
        writer.send(FrameType.SETUP, Frame.MACHINE, setup.encode());
    }

    /** Completes when the machine is set up; exceptionally, with the agent's words, if that failed. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completes, with a sentence that says why, when no more frames will come. */
    public CompletableFuture<String> ended() {
        return ended;
    }

    /**
     * Starts a command whose output is kept; it gets the standard input that it brings along.
     *
     * @throws io.umlmachine.CommandStartException if that cannot be opened
     */
    public CapturedCommand capture(Command command) {
        return feed(command, () -> new CapturedCommand(this, command), CapturedCommand::channel);
    }

    /** Starts a command whose output is streamed; with its input it is as with {@link #capture}. */
    public StreamedCommand stream(Command command) {
        return feed(command, () -> new StreamedCommand(this, command), StreamedCommand::channel);
    }

    private <C> C feed(Command command, Supplier<C> start, Function<C, Channel> channelOf) {
        Optional<InputStream> input = StdinFeed.open(command);
        C running = start.get();
        input.ifPresent(stream -> StdinFeed.start(machine, channelOf.apply(running), stream));
        return running;
    }

    /** Reads a small file of the guest; see {@link io.umlmachine.UmlMachine#read(String, io.umlmachine.ByteSize)}. */
    public byte[] readFile(String path, int limit) throws IOException, InterruptedException {
        return open(number -> new FileRead(number, writer, path, limit)).await();
    }

    /** Writes a small file of the guest; a mode that is empty is the old file's, or else 0644. */
    public void writeFile(String path, byte[] content, OptionalInt mode) throws IOException, InterruptedException {
        open(number -> new FileWrite(number, writer, path, mode)).send(content);
    }

    /** Sees to network devices that the guest's kernel has got while it runs. */
    public void linksUp(GuestLinks links) throws IOException, InterruptedException {
        open(number -> LinkChange.up(number, writer, links)).await();
    }

    /** Takes every interface down that is a device, which loopback is not. */
    public void linksDown() throws IOException, InterruptedException {
        open(number -> LinkChange.down(number, writer)).await();
    }

    /** Opens a channel, and lets it say what it is for. */
    <C extends LineChannel> C open(IntFunction<C> factory) {
        C channel;
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            channel = factory.apply(++lastChannel);
            channels.put(lastChannel, channel);
        }
        try {
            channel.begin();
        } catch (UmlException e) {
            forget(channel);
            throw e;
        }
        return channel;
    }

    /** Opens a channel for a command. */
    Channel open(Command command, boolean withStdin, Channel.SinkFactory<?> stdout, Channel.SinkFactory<?> stderr) {
        return open(number -> new Channel(number, command, withStdin, writer, stdout, stderr));
    }

    private synchronized void forget(LineChannel channel) {
        channels.values().remove(channel);
    }

    /**
     * Asks the agent to power the machine off. Every command that runs, and every one that is started from now on, fails
     * with the reason. The line stays open: its end would hang up the guest's terminal, and the agent would die of what it
     * has still to say. {@link #fail} closes it when the kernel has ended.
     */
    public void powerOff(PowerOff how, UmlException reason) {
        List<LineChannel> left = refuse(reason);
        writer.send(FrameType.POWER_OFF, Frame.MACHINE, how.encode());
        left.forEach(channel -> channel.fail(reason));
    }

    /** Gives up: every command that runs, and every one that is started from now on, fails with the reason. */
    public void fail(UmlException reason) {
        List<LineChannel> left = refuse(reason);
        writer.abort();
        left.forEach(channel -> channel.fail(reason));
        greeted.completeExceptionally(reason);
        ready.completeExceptionally(reason);
    }

    /** Opens no more channels, and forgets those that are open. */
    private synchronized List<LineChannel> refuse(UmlException reason) {
        if (failure == null) {
            failure = reason;
        }
        List<LineChannel> left = new ArrayList<>(channels.values());
        channels.clear();
        return left;
    }

    private void readAll() {
        // For what is no matter of the guest's, such as a lack of memory: whoever waits must hear of it all the same.
        String why = "the host's side of the line failed";
        try {
            reader.awaitMagic();
            greet();
            for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
                dispatch(frame.get());
            }
            why = "the guest's line ended";
        } catch (ProtocolException e) {
            why = "the guest's agent broke the protocol: " + e.getMessage();
        } catch (EOFException e) {
            why = "the guest's line ended in the middle";
        } catch (IOException e) {
            why = "the guest's line failed: " + e.getMessage();
        } finally {
            ended.complete(why);
        }
    }

    private void greet() throws IOException {
        Frame hello = reader.read().orElseThrow(() -> new EOFException("No frame after the greeting"));
        if (hello.type() != FrameType.HELLO) {
            throw new ProtocolException("Frame " + hello.type() + " in place of HELLO");
        }
        int version = hello.reader().u16();
        if (version != PROTOCOL) {
            throw new ProtocolException("It speaks version " + version + ", and the host version " + PROTOCOL);
        }
        greeted.complete(null);
    }

    private void dispatch(Frame frame) throws IOException {
        switch (frame.type()) {
            case READY -> ready.complete(null);
            case LINE_CREDIT -> writer.addLineCredit(frame.reader().u32());
            case SETUP_FAILED ->
                ready.completeExceptionally(
                        new IOException(frame.reader().string().strip()));
            default -> {
                Optional<LineChannel> channel = channel(frame.channel());
                if (channel.isPresent() && channel.get().accept(frame)) {
                    forget(channel.get());
                }
            }
        }
    }

    /** The channel that a frame is about; empty for any once all have failed and the guest goes on speaking. */
    private synchronized Optional<LineChannel> channel(int number) throws ProtocolException {
        LineChannel channel = channels.get(number);
        if (channel == null && failure == null) {
            throw new ProtocolException("Frame about channel " + number + ", which is not open");
        }
        return Optional.ofNullable(channel);
    }

    private void writeAll() {
        try {
            writer.run();
        } catch (IOException e) {
            // The guest is gone; the reader sees its end, and says so.
            return;
        }
    }
}

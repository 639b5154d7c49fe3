package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.Command;
import io.umlmachine.MachineClosedException;
import io.umlmachine.UmlException;
import io.umlmachine.testing.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The line as a whole against agents that lie: conversations with frames dropped, doubled, out of order, with other
 * numbers, or cut. Every wait ends, with a result or an error of its type, and so does every thread.
 */
class AgentLineFuzzTest {

    /** Commands 1 to 3 are captured, 4 to 6 are streamed. */
    private static final int CAPTURED = 3;

    private static final int COMMANDS = 6;
    private static final int FILE = COMMANDS + 1;

    @Test
    void noAgentMakesAWaitHangOrFailWithoutType() throws Exception {
        Fuzz.run(random -> new Case(random).run());
    }

    private static final class Case {

        private final Random random;
        private final String name;
        private final CountDownLatch commandsAreOpen = new CountDownLatch(1);
        private final List<CompletableFuture<?>> waits = new ArrayList<>();
        private final List<Thread> users = new ArrayList<>();
        private final Queue<Throwable> untyped = new ConcurrentLinkedQueue<>();

        Case(Random random) {
            this.random = random;
            this.name = "fuzz-" + Long.toHexString(random.nextLong());
        }

        void run() throws Exception {
            AgentLine line = AgentLine.open(name, gated(new Chunks(conversation(), random)), host());
            openCommands(line);
            line.setUp(new GuestSetup("uml", Optional.empty(), false, GuestLinks.NONE));
            commandsAreOpen.countDown();
            assertThat(line.ended().get(20, TimeUnit.SECONDS)).startsWith("the guest's");
            // What the machine does then.
            line.fail(new MachineClosedException(name));
            for (CompletableFuture<?> wait : waits) {
                assertEnds(wait);
            }
            assertThat(line.greeted()).isDone();
            assertThat(line.ready()).isDone();
            for (Thread user : users) {
                user.join(20_000);
                assertThat(user.isAlive())
                        .as("%s", List.of(user.getStackTrace()))
                        .isFalse();
            }
            assertThat(untyped).isEmpty();
            assertServantsEnd();
        }

        private static void assertEnds(CompletableFuture<?> wait) throws Exception {
            try {
                wait.orTimeout(20, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(UmlException.class);
            }
        }

        private void assertServantsEnd() throws InterruptedException {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().endsWith(name)) {
                    thread.join(20_000);
                    assertThat(thread.isAlive()).as(thread.getName()).isFalse();
                }
            }
        }

        private void openCommands(AgentLine line) {
            for (int number = 1; number <= COMMANDS; number++) {
                if (number <= CAPTURED) {
                    byte[] input = new byte[random.nextInt(100_000)];
                    waits.add(line.capture(Command.of("x").stdin(input)).result());
                } else {
                    StreamedCommand command = line.stream(Command.of("x"));
                    waits.add(command.started());
                    waits.add(command.onExit());
                    use(() -> command.stdout().readAllBytes());
                    use(() -> command.stderr().close());
                    byte[] input = new byte[random.nextInt(200_000)];
                    use(() -> command.stdin().write(input));
                }
            }
            Thread file = random.nextBoolean()
                    ? use(() -> line.readFile("/file", 5000))
                    : use(() -> line.writeFile("/file", new byte[random.nextInt(100_000)], OptionalInt.empty()));
            // Until it waits for the agent, its channel may not be open yet.
            while (file.getState() == Thread.State.NEW || file.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        }

        private interface Use {
            void run() throws Exception;
        }

        private Thread use(Use use) {
            Thread thread = new Thread(() -> {
                try {
                    use.run();
                } catch (IOException | UmlException e) {
                    // The command, or the machine, has ended: that is what streams and files say then.
                    return;
                } catch (Exception | Error e) {
                    untyped.add(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            users.add(thread);
            return thread;
        }

        private OutputStream host() {
            return random.nextInt(4) > 0
                    ? OutputStream.nullOutputStream()
                    : new OutputStream() {
                        @Override
                        public void write(int value) throws IOException {
                            throw new IOException("Broken pipe");
                        }
                    };
        }

        /** The agent's bytes, from when there are commands for them to be about. */
        private InputStream gated(InputStream bytes) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int start, int length) throws IOException {
                    try {
                        commandsAreOpen.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return bytes.read(target, start, length);
                }
            };
        }

        private byte[] conversation() throws IOException {
            List<byte[]> frames = frames();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change(frames);
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.write(FrameReader.magic());
            for (byte[] frame : frames) {
                line.write(frame);
            }
            return random.nextInt(3) == 0 ? Fuzz.mutate(random, line.toByteArray()) : line.toByteArray();
        }

        private void change(List<byte[]> frames) {
            int at = random.nextInt(frames.size());
            int to = random.nextInt(frames.size());
            switch (random.nextInt(6)) {
                case 0 -> frames.remove(at);
                case 1 -> frames.add(to, frames.get(at));
                case 2 -> Collections.swap(frames, at, to);
                // The type, the channel's last byte, the payload's last.
                case 3 -> frames.get(at)[0] = (byte) (0x80 + random.nextInt(0x0f));
                case 4 -> frames.get(at)[4] = (byte) random.nextInt(FILE + 2);
                default -> frames.get(at)[frames.get(at).length - 1] = (byte) random.nextInt();
            }
            if (frames.isEmpty()) {
                frames.add(new byte[9]);
            }
        }

        /** What an honest agent says. */
        private List<byte[]> frames() throws IOException {
            List<byte[]> frames = new ArrayList<>();
            frames.add(frame(FrameType.HELLO, 0, new byte[] {0, AgentLine.PROTOCOL}));
            frames.add(frame(FrameType.READY, 0, new byte[0]));
            for (int number = 1; number <= COMMANDS; number++) {
                if (random.nextInt(8) == 0) {
                    frames.add(frame(
                            FrameType.START_FAILED,
                            number,
                            new Payload.Writer().string("no").bytes()));
                    continue;
                }
                frames.add(frame(FrameType.STARTED, number, new byte[] {0, 0, 0, 9}));
                for (int output = random.nextInt(4); output > 0; output--) {
                    FrameType stream = random.nextBoolean() ? FrameType.STDOUT : FrameType.STDERR;
                    frames.add(frame(stream, number, Fuzz.random(random, 3000)));
                }
                // Lies, if the host has not sent so much yet.
                if (random.nextInt(10) == 0) {
                    frames.add(frame(FrameType.STDIN_CREDIT, number, number(random.nextInt(2000))));
                }
                if (random.nextInt(10) == 0) {
                    frames.add(frame(FrameType.LINE_CREDIT, 0, number(random.nextInt(100))));
                }
                if (random.nextInt(4) > 0) {
                    frames.add(frame(FrameType.EXITED, number, new byte[] {0, (byte) random.nextInt()}));
                }
            }
            if (random.nextBoolean()) {
                frames.add(frame(FrameType.STDOUT, FILE, Fuzz.random(random, 6000)));
            }
            frames.add(frame(random.nextInt(4) > 0 ? FrameType.DONE : FrameType.FAILED, FILE, new byte[0]));
            return frames;
        }

        private static byte[] number(int value) {
            return new Payload.Writer().u32(value).bytes();
        }

        private static byte[] frame(FrameType type, int channel, byte[] payload) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(type.code());
            out.writeInt(channel);
            out.writeInt(payload.length);
            out.write(payload);
            return bytes.toByteArray();
        }
    }
}

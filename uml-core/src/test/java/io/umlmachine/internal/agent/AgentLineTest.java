package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.MachineClosedException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host's side against scripted bytes; real agents are the integration tests' matter. */
@Timeout(10)
class AgentLineTest {

    private final PipedOutputStream guest = new PipedOutputStream();
    private final DataOutputStream frames = new DataOutputStream(guest);
    private AgentLine line;

    @BeforeEach
    void open() throws IOException {
        line = AgentLine.open("test", new PipedInputStream(guest, 1 << 20), OutputStream.nullOutputStream());
    }

    private void frame(FrameType type, int channel, byte... payload) throws IOException {
        frames.writeByte(type.code());
        frames.writeInt(channel);
        frames.writeInt(payload.length);
        frames.write(payload);
        frames.flush();
    }

    private void greet(int version) throws IOException {
        frames.write(FrameReader.magic());
        frame(FrameType.HELLO, 0, (byte) 0, (byte) version);
    }

    @Test
    void aCommandsFramesBecomeItsResult() throws Exception {
        greet(AgentLine.PROTOCOL);
        line.greeted().get(5, TimeUnit.SECONDS);
        CompletableFuture<ExecResult> result = line.capture(Command.of("x")).result();
        frame(FrameType.STARTED, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 9);
        frame(FrameType.STDOUT, 1, (byte) 'o');
        frame(FrameType.STDERR, 1, (byte) 'e');
        frame(FrameType.EXITED, 1, (byte) 1, (byte) 15);
        assertThat(result.get().stdout()).isEqualTo("o");
        assertThat(result.get().stderr()).isEqualTo("e");
        assertThat(result.get().signal()).hasValue(15);
    }

    @Test
    void anotherProtocolVersionEndsTheLine() throws Exception {
        greet(99);
        assertThat(line.ended().get(5, TimeUnit.SECONDS)).contains("version 99");
    }

    @Test
    void aFrameAboutACommandThatDoesNotRunEndsTheLine() throws Exception {
        greet(AgentLine.PROTOCOL);
        frame(FrameType.STDOUT, 77, (byte) 1);
        assertThat(line.ended().get(5, TimeUnit.SECONDS)).contains("protocol").contains("77");
    }

    @Test
    void aFrameThatOnlyTheHostSendsEndsTheLine() throws Exception {
        greet(AgentLine.PROTOCOL);
        line.capture(Command.of("x"));
        frame(FrameType.EXEC, 1);
        assertThat(line.ended().get(5, TimeUnit.SECONDS)).contains("protocol").contains("EXEC");
    }

    @Test
    void aCommandThatEndsBeforeItStartedEndsTheLine() throws Exception {
        greet(AgentLine.PROTOCOL);
        CompletableFuture<Integer> started = line.stream(Command.of("x")).started();
        frame(FrameType.EXITED, 1, (byte) 0, (byte) 0);
        assertThat(line.ended().get(5, TimeUnit.SECONDS)).contains("protocol").contains("before it started");
        line.fail(new MachineClosedException("m"));
        assertThatThrownBy(started::join).hasRootCauseInstanceOf(MachineClosedException.class);
    }

    @Test
    void aFailureReachesEveryCommandThatRunsAndEveryLaterOne() {
        CompletableFuture<ExecResult> running = line.capture(Command.of("x")).result();
        line.fail(new MachineClosedException("m"));
        assertThatThrownBy(running::join).hasRootCauseInstanceOf(MachineClosedException.class);
        assertThatThrownBy(() -> line.capture(Command.of("y"))).isInstanceOf(MachineClosedException.class);
    }
}

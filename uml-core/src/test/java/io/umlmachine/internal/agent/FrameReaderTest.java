package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    @Property(tries = 300)
    void framesComeOutAsTheyWentIn(@ForAll List<@Size(max = 300) byte[]> payloads, @ForAll int channel)
            throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(line);
        payloads.forEach(payload -> writer.send(FrameType.STDOUT, channel, payload));
        writer.abort();
        writer.run();

        FrameReader reader = new FrameReader(new ByteArrayInputStream(line.toByteArray()));
        List<byte[]> read = new ArrayList<>();
        for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            assertThat(frame.get().type()).isEqualTo(FrameType.STDOUT);
            assertThat(frame.get().channel()).isEqualTo(channel);
            read.add(frame.get().payload());
        }
        assertThat(read).usingRecursiveComparison().isEqualTo(payloads);
    }

    @Property(tries = 300)
    void howTheLineCutsFramesDoesNotMatter(@ForAll List<@Size(max = 300) byte[]> payloads, @ForAll Random random)
            throws IOException {
        byte[] line = line(payloads);
        FrameReader reader = new FrameReader(new Chunks(line, random));
        for (byte[] payload : payloads) {
            assertThat(reader.read().orElseThrow().payload()).isEqualTo(payload);
        }
        assertThat(reader.read()).isEmpty();
    }

    @Property(tries = 200)
    void aFrameThatIsCutAtAnyByteIsAnEndWithin(@ForAll @Size(max = 40) byte[] payload) throws IOException {
        byte[] line = line(List.of(payload));
        for (int length = 1; length < line.length; length++) {
            FrameReader reader = new FrameReader(new ByteArrayInputStream(line, 0, length));
            assertThatThrownBy(reader::read).as("%d bytes", length).isInstanceOf(EOFException.class);
        }
        assertThat(new FrameReader(new ByteArrayInputStream(line, 0, 0)).read()).isEmpty();
    }

    @Property(tries = 300)
    void aLengthIsRefusedIfItIsMoreThanAFrameHolds(@ForAll int length) {
        byte[] frame =
                ByteBuffer.allocate(9).put((byte) 0x86).putInt(1).putInt(length).array();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(frame));
        boolean allowed = length > 0 && length <= Frame.MAX_PAYLOAD;
        if (length != 0) {
            assertThatThrownBy(reader::read).isInstanceOf(allowed ? EOFException.class : ProtocolException.class);
        }
    }

    private static byte[] line(List<byte[]> payloads) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(line);
        payloads.forEach(payload -> writer.send(FrameType.STDERR, 7, payload));
        writer.abort();
        writer.run();
        return line.toByteArray();
    }

    @Property(tries = 500)
    void anyBytesAreFramesOrATypedError(@ForAll @Size(max = 400) byte[] bytes) {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes));
        try {
            while (reader.read().isPresent()) {
                // Until the end or the error.
                continue;
            }
        } catch (ProtocolException | EOFException e) {
            assertThat(e).isNotNull();
        } catch (IOException e) {
            throw new AssertionError("Neither a protocol error nor the end", e);
        }
    }

    @Property(tries = 300)
    void whatComesBeforeTheGreetingIsIgnored(@ForAll @Size(max = 100) byte[] noise) throws IOException {
        byte[] magic = FrameReader.magic();
        if (indexOf(noise, magic) >= 0) {
            return;
        }
        byte[] hello = {(byte) 0x81, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1};
        byte[] line = ByteBuffer.allocate(noise.length + magic.length + hello.length)
                .put(noise)
                .put(magic)
                .put(hello)
                .array();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(line));
        reader.awaitMagic();
        assertThat(reader.read().orElseThrow().type()).isEqualTo(FrameType.HELLO);
    }

    @Test
    void aGreetingThatStartsTwiceIsFound() throws IOException {
        byte[] magic = FrameReader.magic();
        byte[] line = ByteBuffer.allocate(3 + magic.length)
                .put(magic, 0, 3)
                .put(magic)
                .array();
        new FrameReader(new ByteArrayInputStream(line)).awaitMagic();
    }

    @Test
    void aLineThatEndsBeforeTheGreetingSaysSo() {
        FrameReader reader = new FrameReader(new ByteArrayInputStream("login:".getBytes()));
        assertThatThrownBy(reader::awaitMagic).isInstanceOf(EOFException.class);
    }

    @Test
    void aLengthThatIsTooLargeIsRefusedBeforeMemoryIsTaken() {
        byte[] frame = {(byte) 0x86, 0, 0, 0, 1, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        FrameReader reader = new FrameReader(new ByteArrayInputStream(frame));
        assertThatThrownBy(reader::read).isInstanceOf(ProtocolException.class).hasMessageContaining("2147483647");
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}

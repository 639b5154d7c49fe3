package io.umlmachine.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames and payloads on random and mutated bytes. */
class FrameCodecFuzzTest {

    @Test
    void framesComeOutAsTheyWentInHoweverTheLineCutsThem() throws Exception {
        Fuzz.run(random -> {
            List<Frame> frames = frames(random, 20);
            byte[] line = encode(frames);
            List<Frame> read = readAll(new FrameReader(new Chunks(line, random)));
            assertThat(read).hasSameSizeAs(frames);
            assertThat(encode(read)).isEqualTo(line);
        });
    }

    @Test
    void aLineThatIsCutOffGivesItsWholeFramesAndSaysSo() throws Exception {
        Fuzz.run(random -> {
            List<Frame> frames = frames(random, 3);
            byte[] whole = encode(frames);
            int cut = random.nextInt(whole.length + 1);
            FrameReader reader = new FrameReader(new ByteArrayInputStream(whole, 0, cut));
            int at = 0;
            for (Frame frame : frames) {
                at += 9 + frame.payload().length;
                if (at > cut) {
                    assertEndsWithin(reader, cut == at - 9 - frame.payload().length);
                    return;
                }
                assertThat(reader.read()).isPresent();
            }
            assertThat(reader.read()).isEmpty();
        });
    }

    private static void assertEndsWithin(FrameReader reader, boolean betweenFrames) throws IOException {
        try {
            assertThat(reader.read()).isEmpty();
            assertThat(betweenFrames).isTrue();
        } catch (EOFException e) {
            assertThat(betweenFrames).isFalse();
        }
    }

    @Test
    void changedFramesAreFramesOrATypedError() throws Exception {
        Fuzz.run(random -> readOrRefuse(Fuzz.mutate(random, encode(frames(random, 5))), random));
    }

    @Test
    void randomBytesAreFramesOrATypedError() throws Exception {
        Fuzz.run(random -> readOrRefuse(Fuzz.random(random, 3000), random));
    }

    @Test
    void anythingBeforeTheGreetingIsIgnored() throws Exception {
        Fuzz.run(random -> {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
                // Pieces of the greeting itself are the likeliest to mislead.
                byte[] piece = random.nextBoolean() ? Fuzz.random(random, 50) : FrameReader.magic();
                line.write(piece, 0, Math.min(piece.length, random.nextInt(FrameReader.magic().length)));
                // Nor may chance complete a greeting.
                line.write(0);
            }
            line.write(FrameReader.magic());
            Frame hello = new Frame(FrameType.HELLO, 0, new byte[] {0, 1});
            line.write(encode(List.of(hello)));
            FrameReader reader = new FrameReader(new Chunks(line.toByteArray(), random));
            reader.awaitMagic();
            assertThat(reader.read().orElseThrow().type()).isEqualTo(FrameType.HELLO);
        });
    }

    @Test
    void anyPayloadIsReadOrRefused() throws Exception {
        Fuzz.run(random -> {
            byte[] valid = new Payload.Writer()
                    .string("a string")
                    .u8(random.nextInt())
                    .u16(random.nextInt())
                    .u32(random.nextInt())
                    .list(List.of("x", "y"))
                    .bytes();
            Payload.Reader reader =
                    new Payload.Reader(random.nextBoolean() ? Fuzz.mutate(random, valid) : Fuzz.random(random, 100));
            try {
                for (int reads = 0; reads < 200; reads++) {
                    switch (random.nextInt(4)) {
                        case 0 -> assertThat(reader.u8()).isBetween(0, 0xff);
                        case 1 -> assertThat(reader.u16()).isBetween(0, 0xffff);
                        case 2 -> reader.u32();
                        default -> assertThat(reader.string()).isNotNull();
                    }
                }
                throw new AssertionError("A payload without an end");
            } catch (ProtocolException e) {
                assertThat(e).hasMessageContaining("ends too early");
            }
        });
    }

    private static void readOrRefuse(byte[] bytes, Random random) throws IOException {
        try {
            for (Frame frame : readAll(new FrameReader(new Chunks(bytes, random)))) {
                assertThat(frame.payload()).hasSizeLessThanOrEqualTo(Frame.MAX_PAYLOAD);
            }
        } catch (ProtocolException | EOFException e) {
            assertThat(e).hasMessageNotContaining("\0");
        }
    }

    private static List<Frame> readAll(FrameReader reader) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            frames.add(frame.get());
        }
        return frames;
    }

    private static List<Frame> frames(Random random, int limit) {
        List<Frame> frames = new ArrayList<>();
        for (int count = 1 + random.nextInt(limit); count > 0; count--) {
            FrameType type = FrameType.values()[random.nextInt(FrameType.values().length)];
            boolean large = random.nextInt(10) == 0;
            frames.add(new Frame(type, random.nextInt(), Fuzz.random(random, large ? Frame.MAX_PAYLOAD : 200)));
        }
        return frames;
    }

    private static byte[] encode(List<Frame> frames) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(line);
        frames.forEach(frame -> writer.send(frame.type(), frame.channel(), frame.payload()));
        writer.abort();
        writer.run();
        return line.toByteArray();
    }
}

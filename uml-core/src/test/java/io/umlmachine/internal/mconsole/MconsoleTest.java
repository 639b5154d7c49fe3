package io.umlmachine.internal.mconsole;

import static io.umlmachine.internal.mconsole.PacketsTest.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import io.umlmachine.testing.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against peers that answer as no kernel should. Real kernels answer in ManagementConsoleIT. */
@Timeout(120)
class MconsoleTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final AtomicBoolean gone = new AtomicBoolean();
    private Peer peer;
    private Mconsole console;

    @BeforeEach
    void open() {
        peer = new Peer(directory.resolve("mconsole"));
        console = new Mconsole(directory.resolve("mc"), directory.resolve("mconsole"), gone::get);
    }

    @AfterEach
    void close() {
        peer.close();
    }

    private Thread answer(BiConsumer<Peer, byte[]> answer) {
        Thread thread = new Thread(() -> {
            for (byte[] from = peer.awaitRequest(); from.length > 0; from = peer.awaitRequest()) {
                answer.accept(peer, from);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MconsoleException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void datagramsAreJoinedAndOnlyTheFirstTellsOfAFailure() throws Exception {
        answer((peer, from) -> {
            peer.send(from, reply(false, true, text("one ")));
            peer.send(from, reply(true, true, text("two ")));
            peer.send(from, reply(true, false, text("three")));
        });
        assertThat(console.request("help")).isEqualTo("one two three");
    }

    @Test
    void aCharacterMayLieAcrossTwoDatagrams() throws Exception {
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        answer((peer, from) -> {
            peer.send(from, reply(false, true, new byte[] {umlaut[0]}));
            peer.send(from, reply(false, false, new byte[] {umlaut[1], 0}));
        });
        assertThat(console.request("proc x")).isEqualTo("ü");
    }

    @Test
    void aRefusalHasTheKernelsWords() {
        answer((peer, from) -> peer.send(from, reply(true, false, text("no such thing"))));
        assertThatThrownBy(() -> console.request("remove x"))
                .isInstanceOfSatisfying(MconsoleException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e.reply()).isEqualTo("no such thing");
                })
                .hasMessageContaining("remove x");
    }

    @Test
    void silenceEndsWithTheTime() {
        assertKind(Kind.TIMED_OUT, () -> console.send("version", SHORT));
    }

    @Test
    void anAnswerThatStopsInTheMiddleEndsWithTheTimeAndTellsWhatCame() {
        answer((peer, from) -> peer.send(from, reply(false, true, text("first part"))));
        assertThatThrownBy(() -> console.send("stack 1", SHORT))
                .isInstanceOfSatisfying(MconsoleException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
                    assertThat(e.reply()).isEqualTo("first part");
                })
                .hasMessageContaining("completely");
    }

    @Test
    void aPeerThatReadsNothingCannotBlockASender() {
        for (int i = 0; i < 15; i++) {
            assertKind(Kind.TIMED_OUT, () -> console.send("version", Duration.ofMillis(60)));
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws Exception {
        BlockingQueue<byte[]> asked = new LinkedBlockingQueue<>();
        answer((peer, from) -> asked.add(from));
        assertKind(Kind.TIMED_OUT, () -> console.send("first", SHORT));
        byte[] first = asked.poll(30, TimeUnit.SECONDS);
        Thread second = new Thread(() -> {
            try {
                byte[] from = asked.poll(30, TimeUnit.SECONDS);
                assertThat(peer.send(first, reply(false, false, text("late")))).isFalse();
                peer.send(from, reply(false, false, text("second")));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        second.start();
        assertThat(console.send("second", LONG)).isEqualTo("second");
    }

    @Test
    void anAnswerThatComesTwiceIsTakenOnce() throws Exception {
        answer((peer, from) -> {
            peer.send(from, reply(false, false, text("once")));
            peer.send(from, reply(false, false, text("twice")));
        });
        for (int i = 0; i < 20; i++) {
            assertThat(console.send("version", LONG)).isEqualTo("once");
        }
    }

    @Test
    void nobodyElseCanAnswer() throws Exception {
        try (Peer stranger = new Peer(directory.resolve("stranger"))) {
            AtomicBoolean heard = new AtomicBoolean();
            answer((peer, from) -> {
                heard.set(stranger.send(from, reply(false, false, text("a lie"))));
                peer.send(from, reply(false, false, text("the truth")));
            });
            assertThat(console.send("version", LONG)).isEqualTo("the truth");
            assertThat(heard).isFalse();
        }
    }

    @Test
    void anAnswerWithoutEndEnds() {
        byte[] flood = reply(false, true, new byte[512]);
        answer((peer, from) -> {
            while (isAwaited()) {
                peer.send(from, flood);
            }
        });
        assertThatThrownBy(() -> console.send("proc kcore", Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        MconsoleException.class, e -> assertThat(e.kind()).isIn(Kind.MALFORMED, Kind.TIMED_OUT));
    }

    /** Whether a request still waits. */
    private boolean isAwaited() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("mc-"));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aKernelThatEndsIsNotWaitedFor() {
        answer((peer, from) -> gone.set(true));
        assertKind(Kind.GONE, () -> console.send("halt", LONG));
        peer.close();
        assertKind(Kind.GONE, () -> console.send("version", LONG));
        gone.set(false);
        assertKind(Kind.UNREACHABLE, () -> console.send("version", LONG));
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> console.send("version", LONG)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aPathThatIsTooLongForASocketIsATypedError() {
        Path far = directory.resolve("x".repeat(120));
        assertKind(Kind.UNREACHABLE, () -> new Mconsole(far, directory.resolve("mconsole")).request("version"));
        assertKind(Kind.UNREACHABLE, () -> new Mconsole(directory.resolve("mc"), far).request("version"));
    }

    @Test
    void noSocketIsLeft() throws Exception {
        answer((peer, from) -> peer.send(from, reply(false, false, text("yes"))));
        console.request("version");
        assertKind(Kind.UNSENDABLE, () -> console.request("x".repeat(600)));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("mconsole");
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // As long as it is told; a case that hangs is noticed.
    void whateverAPeerAnswersIsTextOrATypedError() throws Exception {
        AtomicReference<List<byte[]>> answers = new AtomicReference<>(List.of());
        answer((peer, from) -> answers.get().forEach(datagram -> peer.send(from, datagram)));
        Fuzz.run(random -> {
            answers.set(Stream.generate(() -> random.nextInt(3) == 0
                            ? Fuzz.random(random, 1100)
                            : Fuzz.mutate(random, reply(false, random.nextInt(4) > 0, Fuzz.random(random, 512))))
                    .limit(1 + random.nextInt(8))
                    .toList());
            try {
                assertThat(console.send("version", Duration.ofMillis(20)).length())
                        .isLessThanOrEqualTo(8 * 512);
            } catch (MconsoleException e) {
                assertThat(e.kind()).isIn(Kind.REFUSED, Kind.MALFORMED, Kind.TIMED_OUT);
            }
        });
    }
}

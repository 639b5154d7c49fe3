package io.umlmachine.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.ConsoleStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {

    private static void print(ConsoleLog log, String text) throws InterruptedException {
        log.follow(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), line -> {})
                .join();
    }

    private static List<String> rest(ConsoleStream stream) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = stream.next(); line.isPresent(); line = stream.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    @Test
    void linesEndAtNewlinesAtTheLimitAndAtTheEnd() throws Exception {
        ConsoleLog log = new ConsoleLog("test", List.of());
        print(log, "one \r\n\ntwo\n" + "x".repeat(5000) + "\nrest");
        log.end();
        assertThat(rest(log.stream())).containsExactly("one", "", "two", "x".repeat(4096), "x".repeat(904), "rest");
        assertThat(log.tail()).startsWith("one\n\ntwo\n").endsWith("\nrest");
    }

    @Test
    void itGoesOnWithTheNextKernel() throws Exception {
        ConsoleLog log = new ConsoleLog("test", List.of());
        ConsoleStream stream = log.stream();
        print(log, "first kernel\n");
        assertThat(stream.next()).contains("first kernel");
        assertThat(stream.next(Duration.ZERO)).isEmpty();
        assertThat(stream.ended()).isFalse();
        print(log, "second kernel\n");
        log.end();
        assertThat(rest(stream)).containsExactly("second kernel");
        assertThat(stream.ended()).isTrue();
    }

    @Property(tries = 50)
    void everyReaderGetsOrMissesEachLineOnce(
            @ForAll @IntRange(max = 3000) int before, @ForAll @IntRange(max = 3000) int after) throws Exception {
        ConsoleLog log = new ConsoleLog("test", List.of());
        ConsoleStream stream = log.stream();
        print(log, numbered(0, before));
        List<String> read = new ArrayList<>();
        for (int i = 0; i < before / 2; i++) {
            stream.next(Duration.ZERO).ifPresent(read::add);
        }
        print(log, numbered(before, before + after));
        log.end();
        read.addAll(rest(stream));
        assertThat(read.size() + stream.missed()).isEqualTo(before + after);
        assertThat(read).isSorted().doesNotHaveDuplicates();
        assertThat(log.tail().length()).isLessThanOrEqualTo(64 * 1024);
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format("%06d and some more text\n", i))
                .collect(Collectors.joining());
    }

    @Test
    void consumersGetAMarkForWhatTheyMissed() throws Exception {
        ConsoleLog log = new ConsoleLog("test", List.of());
        MarkedLines lines = new MarkedLines(log.stream());
        print(log, "first\n");
        assertThat(lines.next()).contains("first");
        print(log, numbered(0, 4000));
        log.end();
        Optional<String> mark = lines.next();
        assertThat(mark).hasValueSatisfying(line -> assertThat(line).matches("\\[\\d+ lines missed]"));
        int missed = Integer.parseInt(mark.orElseThrow().replaceAll("\\D", ""));
        int read = 0;
        while (lines.next().isPresent()) {
            read++;
        }
        assertThat(missed + read).isEqualTo(4000);
    }

    @Test
    void aCloseWaitsForConsumersThatKeepUp() throws Exception {
        List<String> got = new ArrayList<>();
        ConsoleLog log = new ConsoleLog("test", List.of(line -> {
            synchronized (got) {
                got.add(line);
            }
        }));
        print(log, numbered(0, 1000));
        log.close();
        synchronized (got) {
            assertThat(got).hasSize(1000).isSorted();
        }
    }
}

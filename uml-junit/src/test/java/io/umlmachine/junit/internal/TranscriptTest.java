package io.umlmachine.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptTest {

    @Test
    void onlyTheLastMillionCharactersAreKept() {
        Transcript transcript = new Transcript();
        Transcript.Entry first = transcript.begin("first");
        String text = "\n" + "x".repeat(999);
        for (int i = 0; i < 3_000; i++) {
            transcript.begin("entry " + i).end("done", text);
        }
        first.end("done", text);

        assertThat(transcript.toString())
                .hasSizeBetween(900_000, 1_100_000)
                .startsWith("[")
                .contains(" older entries were dropped]", "entry 2999")
                .doesNotContain("first", "entry 17 ");
    }

    @Test
    void oneHugeEntryIsKept() {
        Transcript transcript = new Transcript();
        transcript.begin("small").end("done", "");
        transcript.begin("huge").end("done", "\n" + "x".repeat(2 << 20));
        assertThat(transcript.toString()).contains("huge", "[1 older entries").hasSizeGreaterThan(2 << 20);
    }
}

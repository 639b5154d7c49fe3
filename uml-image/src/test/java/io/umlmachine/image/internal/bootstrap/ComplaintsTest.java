package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    @Test
    void aComplaintIsKeptHoweverMuchComesAfterIt() {
        Complaints complaints = new Complaints();
        complaints.add("W: http://mirror.example/x.deb was corrupt");
        complaints.add("W: http://mirror.example/x.deb was corrupt");
        IntStream.range(0, 1000).forEach(number -> complaints.add("I: Retrieving " + number));

        assertThat(complaints.text().lines())
                .hasSize(101)
                .startsWith("W: http://mirror.example/x.deb was corrupt", "I: Retrieving 900")
                .endsWith("I: Retrieving 999");
    }

    @Test
    void whatIsShortIsKeptAsItIs() {
        Complaints complaints = new Complaints();
        complaints.add("E: one");
        complaints.add("two");
        complaints.add("E: one");

        assertThat(complaints.text()).isEqualTo("E: one\ntwo\nE: one");
    }
}

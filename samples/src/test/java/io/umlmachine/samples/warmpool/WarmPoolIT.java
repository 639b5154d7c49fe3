package io.umlmachine.samples.warmpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.UmlMachines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WarmPoolIT {

    @Test
    void nobodyWaitsForABootAndNobodyMeetsWhatAnotherDid() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<WarmPool.Answer> answers = WarmPool.answer(
                List.of("unlink '/etc/hostname'; print 'gone'", "print -e '/etc/hostname' ? 'there' : 'gone'"),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(answers).extracting(WarmPool.Answer::answer).containsExactly("gone", "there");
        // What is promised is less than a millisecond; a busy host may stop this program at any moment for longer.
        assertThat(answers).allSatisfy(answer -> assertThat(answer.taken()).isLessThan(Duration.ofMillis(100)));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(" ms to get a machine, ")
                .contains("2 of 2 did not wait");
        assertThat(UmlMachines.live()).isEmpty();
    }
}

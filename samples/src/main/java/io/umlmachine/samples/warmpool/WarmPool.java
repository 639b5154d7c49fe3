package io.umlmachine.samples.warmpool;

import io.umlmachine.ByteSize;
import io.umlmachine.Command;
import io.umlmachine.MachinePool;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers questions that nobody should answer on the host, such as {@code perl -e 'print 6 * 7'}, each in a machine of its
 * own that has booted before the question came. Shows {@link MachinePool}, and how long each part takes.
 *
 * <pre>{@code
 * samples/run warmpool
 * samples/run warmpool 'print 6 * 7' 'print "@{[reverse 1 .. 9]}"'
 * }</pre>
 */
public final class WarmPool {

    private static final List<String> QUESTIONS = List.of(
            "print 6 * 7",
            "print scalar reverse 'lmu'",
            "print unlink(glob('/usr/bin/*')), ' programs removed'",
            "print scalar(() = glob('/usr/bin/*')), ' programs left'");

    private WarmPool() {}

    /**
     * What became of a question.
     *
     * @param question a program for perl
     * @param answer what it printed
     * @param taken how long it took to get a machine
     * @param answered how long the machine took
     */
    record Answer(String question, String answer, Duration taken, Duration answered) {

        @Override
        public String toString() {
            return String.format(
                    "%9.3f ms to get a machine, %6.1f ms to answer %s: %s",
                    taken.toNanos() / 1e6, answered.toNanos() / 1e6, question, answer);
        }
    }

    /**
     * The image to boot: a small Debian.
     *
     * @return the image, which is made when it is first asked for
     */
    public static DebianImage image() {
        return DebianImage.of("bookworm");
    }

    /**
     * Runs the sample.
     *
     * @param args programs for perl; some of its own without them
     * @throws InterruptedException if the thread is interrupted; the machines are gone then
     */
    public static void main(String... args) throws InterruptedException {
        answer(args.length > 0 ? List.of(args) : QUESTIONS, System.out);
    }

    static List<Answer> answer(List<String> questions, PrintStream out) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        UmlMachine.Builder machine = UmlMachine.builder().image(image()).memory(ByteSize.mebibytes(128));
        try (MachinePool pool = MachinePool.of(machine).size(2).open()) {
            for (String question : questions) {
                pool.awaitIdle(pool.size(), Duration.ofMinutes(1));
                Answer answer = answer(pool, question);
                out.println(answer);
                answers.add(answer);
            }
            MachinePool.Stats stats = pool.stats();
            out.printf(
                    "%d of %d did not wait; without the pool each would have waited for a boot, of %d ms for example%n",
                    stats.hits(),
                    stats.taken(),
                    stats.lastBoot().orElse(Duration.ZERO).toMillis());
        }
        return answers;
    }

    private static Answer answer(MachinePool pool, String question) throws InterruptedException {
        long start = System.nanoTime();
        try (UmlMachine vm = pool.take()) {
            long taken = System.nanoTime();
            String answer = vm.exec(Command.of("perl", "-e", question).timeout(Duration.ofSeconds(10)))
                    .stdout()
                    .strip();
            long answered = System.nanoTime();
            return new Answer(question, answer, Duration.ofNanos(taken - start), Duration.ofNanos(answered - taken));
        }
    }
}

package io.umlmachine.internal.kernel;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.host.ProgramOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What kernels answer when they are asked about themselves. A program is asked once, and again when its file has changed.
 * Thread-safe.
 */
public final class KernelAnswers {

    /** A kernel answers within milliseconds; a host under load is given time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<Question, Answer> KNOWN = new ConcurrentHashMap<>();

    private KernelAnswers() {}

    private record Question(Path kernel, String option) {}

    private record Answer(FileTime modified, long size, String text) {
        boolean isOf(FileTime modified, long size) {
            return this.modified.equals(modified) && this.size == size;
        }
    }

    /**
     * Asks a kernel.
     *
     * @param kernel the program
     * @param option the question, such as {@code --version}
     * @return what it prints
     * @throws KernelException if it cannot be run, does not answer, or says that it failed
     * @throws InterruptedException if the thread is interrupted
     */
    public static String ask(Path kernel, String option) throws InterruptedException {
        try {
            FileTime modified = Files.getLastModifiedTime(kernel);
            long size = Files.size(kernel);
            Question question = new Question(kernel, option);
            Answer known = KNOWN.get(question);
            if (known != null && known.isOf(modified, size)) {
                return known.text();
            }
            ProgramOutput output = ProgramOutput.of(List.of(kernel.toString(), option), PATIENCE);
            if (output.exitStatus() != 0) {
                throw notAKernel(kernel, option + " ends with status " + output.exitStatus() + ": " + output.text());
            }
            KNOWN.put(question, new Answer(modified, size, output.text()));
            return output.text();
        } catch (IOException e) {
            throw new KernelException(
                    Problem.NOT_A_KERNEL, kernel.toString(), kernel + " cannot be asked for " + option + ": " + e, e);
        }
    }

    /** The complaint about a program whose answer is not a kernel's. */
    public static KernelException notAKernel(Path kernel, String why) {
        String shown = why.length() > 500 ? why.substring(0, 500) + "…" : why;
        return new KernelException(
                Problem.NOT_A_KERNEL,
                kernel.toString(),
                kernel + " does not answer as a User-Mode Linux kernel does; name one that does: " + shown.strip());
    }
}

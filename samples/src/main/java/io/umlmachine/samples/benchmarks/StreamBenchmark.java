package io.umlmachine.samples.benchmarks;

import io.umlmachine.Command;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a started command's standard streams carry. */
final class StreamBenchmark implements Benchmark {

    private static final String STDOUT = "standard output of a command";
    private static final String STDIN = "standard input of a command";

    private static final int OUT = 50_000_000;

    /** Less, because the guest reads its line a byte a system call. */
    private static final int IN = 3_000_000;

    @Override
    public List<String> names() {
        return List.of(STDOUT, STDIN);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        Series out = new Series();
        Series in = new Series();
        try (UmlMachine machine = setup.machine().boot()) {
            for (int round = 0; round < rounds; round++) {
                out.time(() -> read(machine));
                in.time(() -> write(machine));
            }
        }
        return List.of(Row.rate(STDOUT, out, OUT, Target.none()), Row.rate(STDIN, in, IN, Target.none()));
    }

    private static void read(UmlMachine machine) throws IOException, InterruptedException {
        GuestProcess process = machine.start(Command.of("head", "-c", Integer.toString(OUT), "/dev/zero"));
        try (InputStream stdout = process.stdout()) {
            byte[] buffer = new byte[1 << 16];
            long read = 0;
            for (int count = stdout.read(buffer); count >= 0; count = stdout.read(buffer)) {
                read += count;
            }
            if (read != OUT) {
                throw new IOException("Read " + read + " bytes, not " + OUT);
            }
        }
        process.waitFor();
    }

    private static void write(UmlMachine machine) throws IOException, InterruptedException {
        GuestProcess process = machine.start(Command.of("wc", "-c"));
        try (OutputStream stdin = process.stdin()) {
            stdin.write(new byte[IN]);
        }
        String count = new String(process.stdout().readAllBytes(), StandardCharsets.US_ASCII);
        process.waitFor();
        if (Integer.parseInt(count.strip()) != IN) {
            throw new IOException("The guest read " + count.strip() + " bytes, not " + IN);
        }
    }
}

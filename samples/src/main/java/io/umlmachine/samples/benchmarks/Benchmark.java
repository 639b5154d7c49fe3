package io.umlmachine.samples.benchmarks;

import java.io.IOException;
import java.util.List;

/** Measures some things. */
interface Benchmark {

    /** What it measures: the names of its rows, in their order. */
    List<String> names();

    /**
     * Runs it.
     *
     * @param setup the machine to measure
     * @param rounds how often
     * @return a row for each of the names
     */
    List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException;
}

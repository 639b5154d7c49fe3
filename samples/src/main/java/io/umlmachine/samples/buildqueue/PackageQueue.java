package io.umlmachine.samples.buildqueue;

import io.umlmachine.pbuilder.BuildQueue;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.QueueReport;
import io.umlmachine.samples.embedded.TinySource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds several source packages, some at once, each after those that it is built with. Shows {@link BuildQueue} and
 * {@link QueueReport}. Without source packages it makes some of its own: a bottle that needs beer, which needs malt; and
 * crisps, which cannot be had.
 *
 * <pre>{@code
 * samples/run buildqueue
 * samples/run buildqueue libthing_1.0.dsc thing_1.0.dsc
 * }</pre>
 */
public final class PackageQueue {

    private PackageQueue() {}

    /**
     * Runs the sample; results go to a new directory below the one for temporary files.
     *
     * @param args .dsc files, with their parts beside them; or nothing
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the thread is interrupted; the machines are gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("buildqueue");
        List<Path> sources = new ArrayList<>();
        for (String file : args) {
            sources.add(Path.of(file));
        }
        if (sources.isEmpty()) {
            sources.add(new TinySource("bottle", "beer", "test -f /usr/share/beer/changelog").write(directory));
            sources.add(new TinySource("beer", "malt", "test -f /usr/share/malt/changelog").write(directory));
            sources.add(new TinySource("malt", "", "true").write(directory));
            sources.add(new TinySource("crisps", "", "echo sold out; false").write(directory));
        }
        build(sources, directory.resolve("results"), System.out);
    }

    static QueueReport build(List<Path> sources, Path results, PrintStream out)
            throws IOException, InterruptedException {
        PbuilderConfig config = PbuilderConfig.builder().buildResult(results).build();
        QueueReport report = BuildQueue.of(Pbuilder.with(config))
                .inDependencyOrder(true)
                .onEvent(out::println)
                .run(sources.stream().map(BuildRequest::of).toList());
        out.println();
        out.println(report);
        return report;
    }
}

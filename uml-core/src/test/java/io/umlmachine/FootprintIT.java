package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.JavaProgram;
import io.umlmachine.testing.TestImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What machines cost the Java program that has them. */
@Timeout(300)
@Tag("alone")
class FootprintIT {

    /** The target of DESIGN.md for the memory of the Java process. */
    private static final long TARGET = 5L << 20;

    private static final int MACHINES = 10;

    private static final Map<String, String> OPTIONS =
            Map.of("JDK_JAVA_OPTIONS", "-XX:NativeMemoryTracking=summary -Xms128m -Xmx128m");

    /** Boots machines and compares what the process has with what it had. */
    static final class Program {

        private Program() {}

        private static UmlMachine boot(String image) throws InterruptedException {
            UmlMachine vm = UmlMachine.builder()
                    .image(Path.of(image))
                    .memory(ByteSize.mebibytes(64))
                    .boot();
            vm.exec("sh", "-c", "seq 20000").orThrow();
            return vm;
        }

        private static long heap() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        /** What the JVM has taken from the host beside the heap: threads, buffers, code, its own structures. */
        private static long nativeMemory() throws Exception {
            String summary = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmNativeMemory",
                            new Object[] {new String[] {"summary"}},
                            new String[] {String[].class.getName()});
            return committed(summary, "Total:") - committed(summary, "Java Heap");
        }

        private static long committed(String summary, String what) {
            Matcher matcher = Pattern.compile(Pattern.quote(what) + ".*?committed=(\\d+)KB")
                    .matcher(summary);
            if (!matcher.find()) {
                throw new AssertionError("No " + what + " in " + summary);
            }
            return Long.parseLong(matcher.group(1)) * 1024;
        }

        private static int threads() {
            return ManagementFactory.getThreadMXBean().getThreadCount();
        }

        public static void main(String[] arguments) throws Exception {
            // What the first machines cost once and for all: classes, compiled code, the heap's growth.
            for (int i = 0; i < 3; i++) {
                boot(arguments[0]).close();
            }
            long heap = heap();
            long beside = nativeMemory();
            int threads = threads();
            List<UmlMachine> machines = new ArrayList<>();
            for (int i = 0; i < MACHINES; i++) {
                machines.add(boot(arguments[0]));
            }
            long heapEach = (heap() - heap) / MACHINES;
            long besideEach = (nativeMemory() - beside) / MACHINES;
            System.out.println(heapEach);
            System.out.println(besideEach);
            System.out.println((double) (threads() - threads) / MACHINES);
            Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.endsWith(machines.get(0).name()) || name.startsWith("process reaper"))
                    .sorted()
                    .forEach(System.out::println);
            System.out.println(".");
            machines.forEach(UmlMachine::close);
        }
    }

    @Test
    void aMachineCostsLittleOfTheProgramsMemory() throws Exception {
        try (JavaProgram program =
                JavaProgram.start(Program.class, OPTIONS, TestImage.path().toString())) {
            long heap = Long.parseLong(program.line());
            long beside = Long.parseLong(program.line());
            double threads = Double.parseDouble(program.line());
            System.out.printf(
                    "a machine costs %d KiB of heap, %d KiB of other memory of the JVM, %.1f threads%n",
                    heap >> 10, beside >> 10, threads);
            for (String line = program.line(); !line.equals("."); line = program.line()) {
                System.out.println("  " + line);
            }
            assertThat(heap + beside).isLessThan(TARGET);
            assertThat(threads).isLessThan(8);
            assertThat(program.process().waitFor()).isZero();
        }
    }
}

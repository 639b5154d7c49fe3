package io.umlmachine.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.umlmachine.Admission;
import io.umlmachine.ByteSize;
import io.umlmachine.UmlMachine;
import io.umlmachine.UmlMachines;
import io.umlmachine.junit.testing.FirstStage;
import io.umlmachine.junit.testing.StockKernel;
import io.umlmachine.testing.TestImage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Many tests at once, each with a machine of its own. {@code -Duml.junit.tests=100} runs a hundred of them, {@code
 * -Duml.junit.threads=4} as many at once, and {@code -Duml.junit.stock=true} compares that with as many boots of the bare
 * kernel, one after the other.
 */
@Tag("alone")
@Timeout(1200)
class ParallelIT {

    private static final int TESTS = Integer.getInteger("uml.junit.tests", 8);
    private static final int THREADS = Integer.getInteger("uml.junit.threads", 4);
    private static final AtomicInteger LIVE = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    /** Holds the first test back until there is a second one. */
    private static final CountDownLatch TWO = new CountDownLatch(2);

    @BeforeEach
    void forget() {
        MOST.set(0);
        NAMES.clear();
    }

    @Test
    void eachOfManyTestsHasItsMachineAndAllStayWithinTheBudgetOfTheHost() {
        runMany();
        assertThat(NAMES).hasSize(TESTS);
        assertThat(MOST).hasValueBetween(2, THREADS);
        assertThat(UmlMachines.live()).isEmpty();
    }

    private static Duration runMany() {
        long start = System.nanoTime();
        run(THREADS, TESTS, Many.class);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(TESTS + " tests with a machine each, " + THREADS + " at once: " + time.toMillis() + " ms");
        return time;
    }

    @Test
    @EnabledIfSystemProperty(named = "uml.junit.stock", matches = "true")
    void theyTakeLessTimeThanAsManyBootsOfTheBareKernel() throws Exception {
        Duration tests = runMany();
        long start = System.nanoTime();
        for (int boot = 0; boot < TESTS; boot++) {
            StockKernel.bootAndPowerOff(TestImage.path());
        }
        Duration stock = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(TESTS + " stock boots, one after the other: " + stock.toMillis() + " ms; the tests took "
                + (double) tests.toMillis() / stock.toMillis() + " of that");
        assertThat(tests).isLessThan(stock);
    }

    @Test
    void testsWaitForRoomWhereThereIsNoneForAll() {
        run(6, 6, Narrow.class);
        assertThat(MOST).hasValueBetween(1, 2);
    }

    @Test
    void testsWithSeveralMachinesDoNotWaitForEachOther() {
        run(4, 4, Several.class);
        assertThat(NAMES).hasSize(8);
    }

    private static void run(int threads, int tests, Class<?> testClass) {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(threads))
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", Integer.toString(threads))
                .selectors(selectClass(testClass))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(tests).failed(0));
    }

    private static void use(UmlMachine... machines) throws InterruptedException {
        MOST.accumulateAndGet(LIVE.addAndGet(machines.length), Math::max);
        try {
            assertThat(UmlMachines.memory().reserved())
                    .isLessThanOrEqualTo(UmlMachines.memory().budget());
            for (UmlMachine machine : machines) {
                NAMES.add(machine.name());
                machine.exec("true").orThrow();
            }
        } finally {
            LIVE.addAndGet(-machines.length);
        }
    }

    @UmlTest(image = FirstStage.class)
    static class Many {

        static IntStream numbers() {
            return IntStream.rangeClosed(1, TESTS);
        }

        @ParameterizedTest
        @MethodSource("numbers")
        void test(int number, @Machine UmlMachine machine) throws InterruptedException {
            MOST.accumulateAndGet(LIVE.incrementAndGet(), Math::max);
            TWO.countDown();
            assertThat(TWO.await(10, TimeUnit.MINUTES)).isTrue();
            LIVE.decrementAndGet();
            use(machine);
        }
    }

    /** Room for two machines of 128 MiB. */
    static class Tight implements MachineOptions {
        @Override
        public void apply(UmlMachine.Builder machine) {
            machine.admission(Admission.budget(ByteSize.mebibytes(300)).waitingAtMost(Duration.ofMinutes(10)));
        }
    }

    @UmlTest(image = FirstStage.class, memory = "128M", options = Tight.class)
    static class Narrow {
        @ParameterizedTest
        @MethodSource("io.umlmachine.junit.ParallelIT#six")
        void test(int number, @Machine UmlMachine machine) throws InterruptedException {
            use(machine);
        }
    }

    static IntStream six() {
        return IntStream.rangeClosed(1, 6);
    }

    @UmlTest(image = FirstStage.class, memory = "128M", options = Tight.class)
    static class Several {
        @ParameterizedTest
        @MethodSource("io.umlmachine.junit.ParallelIT#four")
        void test(int number, @Machine("a") UmlMachine a, @Machine("b") UmlMachine b) throws InterruptedException {
            use(a, b);
        }
    }

    static IntStream four() {
        return IntStream.rangeClosed(1, 4);
    }
}

package io.umlmachine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses of documentation, RFC 5737: no machine has one, and these tests run in one network with all others. */
@Timeout(60)
class AddressPoolTest {

    private static void closeAll(List<AddressLease> leases) {
        leases.forEach(AddressLease::close);
    }

    @Test
    void eachLeaseIsOfAnotherAddressUntilNoneIsLeft() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.10/24 … .15");
        List<AddressLease> leases = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                leases.add(pool.lease());
            }
            Set<String> addresses = new HashSet<>();
            leases.forEach(lease -> addresses.add(lease.address()));
            assertThat(addresses).containsExactlyInAnyOrderElementsOf(pool.addresses());
            assertThat(leases).allMatch(lease -> lease.prefixLength() == 24);
            assertThatThrownBy(pool::lease)
                    .isInstanceOfSatisfying(
                            LeaseException.class,
                            failure -> assertThat(failure.holders()).containsOnlyKeys(pool.addresses()))
                    .hasMessageContainingAll(
                            "192.0.2.10/24 … 192.0.2.15",
                            "192.0.2.10 is held by process "
                                    + ProcessHandle.current().pid() + " of " + System.getProperty("user.name"));
        } finally {
            closeAll(leases);
        }
        assertThat(pool.holders()).isEmpty();
    }

    @Test
    void whatIsGivenBackCanBeHadAgainAndNotTwice() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.20/24", ".20");
        AddressLease first = pool.lease();
        first.close();
        try (AddressLease second = pool.lease()) {
            // Must not give back what is the second's by now.
            first.close();
            assertThatThrownBy(pool::lease).isInstanceOf(LeaseException.class);
            assertThat(pool.holders().get("192.0.2.20").pid())
                    .hasValue(ProcessHandle.current().pid());
            assertThat(second.address()).isEqualTo("192.0.2.20");
        }
    }

    @Test
    void poolsThatOverlapDoNotShare() throws Exception {
        try (AddressLease lease = AddressPool.of("192.0.2.30/24", ".30").lease()) {
            assertThatThrownBy(() -> AddressPool.of("192.0.2.30/25", ".30").lease())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining(lease.address());
        }
    }

    @Test
    void whoWaitsGetsWhatIsGivenBack() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.40/24", ".40");
        AddressLease lease = pool.lease();
        CompletableFuture<AddressLease> waiter = CompletableFuture.supplyAsync(() -> {
            try {
                return pool.waiting(Duration.ofSeconds(30)).lease();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(waiter).isNotDone();
        lease.close();
        waiter.get(30, TimeUnit.SECONDS).close();
    }

    @Test
    void whoWaitsTooLongIsToldForWhomAndHowLong() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.50/24", ".50");
        try (AddressLease lease = pool.lease()) {
            assertThatThrownBy(() -> pool.waiting(Duration.ofMillis(120)).lease())
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContainingAll(lease.address(), "120 ms");
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.60/24", ".60");
        try (AddressLease lease = pool.lease()) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread waiter = new Thread(() -> {
                try {
                    pool.waiting(Duration.ofMinutes(5)).lease().close();
                } catch (Throwable e) {
                    end.set(e);
                }
            });
            waiter.start();
            waiter.interrupt();
            waiter.join(30_000);
            assertThat(end.get()).as("with %s", lease).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aProgramThatIsStartedDoesNotKeepALease() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.70/24", ".70");
        AddressLease lease = pool.lease();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            lease.close();
            pool.lease().close();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void askingForTheHolderChangesNothing() throws Exception {
        AddressPool pool = AddressPool.of("192.0.2.80/24", ".81");
        try (AddressLease lease = pool.lease()) {
            for (int i = 0; i < 100; i++) {
                assertThat(pool.holders()).containsOnlyKeys(lease.address());
            }
        }
        assertThat(pool.holders()).isEmpty();
    }

    @Test
    void aNegativeWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressPool.of("192.0.2.90/24", ".91").waiting(Duration.ofSeconds(-1)));
    }
}

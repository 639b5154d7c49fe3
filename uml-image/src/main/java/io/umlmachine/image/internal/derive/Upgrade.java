package io.umlmachine.image.internal.derive;

import io.umlmachine.image.internal.bootstrap.GuestPackages;
import java.io.IOException;
import java.util.SortedMap;

/** Brings the packages of a system up to date. */
public final class Upgrade implements GuestChange {

    @Override
    public boolean apply(GuestSession session) throws IOException, InterruptedException {
        SortedMap<String, String> before = GuestPackages.of(session.machine());
        AptGet apt = new AptGet(session);
        apt.update();
        apt.withoutDaemons(apt::upgrade);
        apt.clean();
        return !GuestPackages.of(session.machine()).equals(before);
    }
}

package io.umlmachine.image.internal.progress;

import java.util.OptionalLong;

/**
 * Follows {@code mmdebstrap --verbose} from stage to stage, and through what apt and dpkg print in between. The stages are
 * those of mmdebstrap 1.3 and 1.5; their parts are of a run of a small image that took a minute.
 */
final class MmdebstrapGauge implements Gauge {

    private enum Stage {
        PREPARING("I: chroot architecture ", 1),
        UPDATING("I: running apt-get update", 4),
        DOWNLOADING("I: downloading packages with apt", 10),
        EXTRACTING("I: extracting archives", 10),
        ESSENTIAL("I: installing essential packages", 45),
        REMAINING("I: installing remaining packages", 15),
        CLEANING("I: cleaning package lists", 2),
        PACKING("I: creating tarball", 5),
        REMOVING("I: removing tempdir", 8);

        private final String announcement;
        private final double part;

        Stage(String announcement, double part) {
            this.announcement = announcement;
            this.part = part / 100;
        }
    }

    private final AptGauge apt = new AptGauge();
    private Stage stage = Stage.PREPARING;
    private double before;
    private int runsBefore;
    private boolean finished;

    @Override
    public void line(String line) {
        if (line.startsWith("I: ")) {
            announcement(line);
        } else {
            apt.line(line);
        }
    }

    private void announcement(String line) {
        if (line.startsWith("I: success in ")) {
            finished = true;
        }
        for (Stage next : Stage.values()) {
            if (next.compareTo(stage) > 0 && line.startsWith(next.announcement)) {
                enter(next);
            }
        }
    }

    /** Stages that were left out are done, too. */
    private void enter(Stage next) {
        for (Stage passed : Stage.values()) {
            before += passed.compareTo(stage) >= 0 && passed.compareTo(next) < 0 ? passed.part : 0;
        }
        stage = next;
        runsBefore = apt.runs();
    }

    private double shareOfStage() {
        return switch (stage) {
            case DOWNLOADING -> apt.fetchedShare();
            case ESSENTIAL -> apt.installedShare();
            case REMAINING -> apt.runs() == runsBefore ? 0 : apt.runShare();
            default -> 0;
        };
    }

    @Override
    public double share() {
        return finished ? 1 : Math.min(1, before + stage.part * shareOfStage());
    }

    @Override
    public long done() {
        return apt.done();
    }

    @Override
    public OptionalLong total() {
        return apt.total();
    }
}

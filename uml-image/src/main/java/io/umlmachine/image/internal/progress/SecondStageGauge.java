package io.umlmachine.image.internal.progress;

/**
 * Follows {@code debootstrap --second-stage}, which unpacks each package and configures it. Lines: debootstrap(8) of 1.0.128.
 */
final class SecondStageGauge implements Gauge {

    private final int packages;
    private int steps;
    private boolean finished;

    /**
     * A gauge at nought.
     *
     * @param packages how many packages the first stage fetched; 0 if that is not known
     */
    SecondStageGauge(int packages) {
        this.packages = packages;
    }

    @Override
    public void line(String line) {
        if ((line.startsWith("I: Unpacking ") || line.startsWith("I: Configuring ")) && line.endsWith("...")) {
            // 'Unpacking required packages...' is a headline.
            steps += line.indexOf(' ', "I: Configuring ".length()) < 0 ? 1 : 0;
        } else if (line.startsWith("I: Base system installed successfully")) {
            finished = true;
        }
    }

    @Override
    public double share() {
        return finished ? 1 : packages == 0 ? 0 : Math.min(1, steps / (2.0 * packages));
    }
}

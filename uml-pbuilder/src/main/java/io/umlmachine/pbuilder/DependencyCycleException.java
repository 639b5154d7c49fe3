package io.umlmachine.pbuilder;

import java.util.List;
import java.util.stream.Collectors;

/** Sources of which none can be built first, because each needs packages of another one. */
public final class DependencyCycleException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final transient List<Dsc> cycle;

    /**
     * Sources that need each other.
     *
     * @param cycle each needs packages of the next one, and the last one those of the first
     */
    public DependencyCycleException(List<Dsc> cycle) {
        super("No order of these sources builds all of them with each other's packages: "
                + cycle.stream().map(Dsc::source).collect(Collectors.joining(" needs ")) + " needs "
                + cycle.get(0).source()
                + "; build one of them by itself first, as with a build profile, or queue them as they are given");
        this.cycle = List.copyOf(cycle);
    }

    /**
     * The sources.
     *
     * @return each needs packages of the next one, and the last one those of the first
     */
    public List<Dsc> cycle() {
        return cycle;
    }
}

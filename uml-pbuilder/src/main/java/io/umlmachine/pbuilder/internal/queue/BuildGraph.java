package io.umlmachine.pbuilder.internal.queue;

import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.BuildScope;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.internal.control.BuildDependencies;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sources need packages of which others, by their places in a list. What a .dsc file does not tell is not known: virtual
 * packages, and packages that packages depend on. A source that needs its own packages gets those of the archive. Immutable.
 */
public final class BuildGraph {

    private final List<Set<Integer>> needs;

    private BuildGraph(List<Set<Integer>> needs) {
        this.needs = needs;
    }

    /** Sources that have nothing to do with each other. */
    public static BuildGraph unordered(int count) {
        List<Set<Integer>> needs = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            needs.add(Set.of());
        }
        return new BuildGraph(needs);
    }

    /**
     * A source to build.
     *
     * @param dsc the source
     * @param scope which packages of it are built
     */
    public record Node(Dsc dsc, BuildScope scope) {}

    /** Reads the .dsc files. */
    public static BuildGraph of(List<Node> nodes, Set<String> profiles) throws IOException {
        Relations relations = new Relations(HostSystem.architecture(), profiles);
        Map<String, Set<Integer>> makers = new HashMap<>();
        List<Stanza> stanzas = new ArrayList<>();
        for (int place = 0; place < nodes.size(); place++) {
            Stanza stanza = BuildDependencies.stanza(nodes.get(place).dsc());
            stanzas.add(stanza);
            for (String name : stanza.get("Binary").orElse("").strip().split("\\s*,\\s*|\\s+")) {
                makers.computeIfAbsent(name, key -> new TreeSet<>()).add(place);
            }
        }
        List<Set<Integer>> needs = new ArrayList<>();
        for (int place = 0; place < nodes.size(); place++) {
            Set<Integer> needed = new TreeSet<>();
            for (String field : fields(nodes.get(place).scope())) {
                for (String name :
                        relations.packages(stanzas.get(place).get(field).orElse(""))) {
                    needed.addAll(makers.getOrDefault(name, Set.of()));
                }
            }
            needed.remove(place);
            needs.add(needed);
        }
        return new BuildGraph(needs);
    }

    private static List<String> fields(BuildScope scope) {
        return switch (scope) {
            case FULL -> List.of("Build-Depends", "Build-Depends-Arch", "Build-Depends-Indep");
            case ARCHITECTURE_DEPENDENT -> List.of("Build-Depends", "Build-Depends-Arch");
            case ARCHITECTURE_INDEPENDENT -> List.of("Build-Depends", "Build-Depends-Indep");
        };
    }

    /** How many sources there are. */
    public int size() {
        return needs.size();
    }

    /** Whose packages a source is built with. */
    public Set<Integer> needs(int place) {
        return needs.get(place);
    }

    /** Whose packages a source is built with, and theirs, and so on. */
    public Set<Integer> allNeeds(int place) {
        Set<Integer> all = new TreeSet<>();
        collect(place, all);
        return all;
    }

    private void collect(int place, Set<Integer> all) {
        for (int needed : needs.get(place)) {
            if (all.add(needed)) {
                collect(needed, all);
            }
        }
    }

    /** Sources each of which needs the next one, and the last one the first; if there are any. */
    public Optional<List<Integer>> cycle() {
        Set<Integer> harmless = new HashSet<>();
        for (int place = 0; place < needs.size(); place++) {
            Optional<List<Integer>> cycle = cycle(place, new ArrayList<>(), harmless);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    private Optional<List<Integer>> cycle(int place, List<Integer> path, Set<Integer> harmless) {
        if (path.contains(place)) {
            return Optional.of(List.copyOf(path.subList(path.indexOf(place), path.size())));
        }
        if (harmless.contains(place)) {
            return Optional.empty();
        }
        path.add(place);
        for (int needed : needs.get(place)) {
            Optional<List<Integer>> cycle = cycle(needed, path, harmless);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        path.remove(path.size() - 1);
        harmless.add(place);
        return Optional.empty();
    }
}

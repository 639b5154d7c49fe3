package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.pbuilder.Setting;
import java.util.List;

/** What files and options say: values of keys, and remarks on what has no effect. */
public record Loaded(List<Setting> settings, List<String> remarks) {}

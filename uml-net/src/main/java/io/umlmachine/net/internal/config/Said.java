package io.umlmachine.net.internal.config;

import io.umlmachine.net.NetworkConfig.Setting;

/**
 * What a configuration says about a subject.
 *
 * @param setting where
 * @param value what, which may be a part of the setting's value
 */
public record Said(Setting setting, String value) {}

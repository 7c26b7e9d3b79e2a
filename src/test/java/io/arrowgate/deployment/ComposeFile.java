package io.arrowgate.deployment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parses docker-compose.yml for the tests. */
final class ComposeFile {
    static final Path PATH = Path.of("docker-compose.yml");

    private final Map<String, Object> whole = YamlFile.read(PATH);

    /**
     * One entry of a service's {@code volumes}: a path of this project or a volume's name, and where it is in the container.
     */
    record Mount(String service, String source, String target) {}

    Map<String, Object> whole() {
        return whole;
    }

    Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        YamlFile.map(whole.get("services")).forEach((name, service) -> services.put(name, YamlFile.map(service)));
        return services;
    }

    Map<String, Object> service(String name) {
        return services().get(name);
    }

    Map<String, String> environment(String service) {
        Object environment = service(service).get("environment");
        return environment == null ? Map.of() : YamlFile.texts(environment);
    }

    List<String> command(String service) {
        Object command = service(service).get("command");
        return command == null ? List.of() : YamlFile.strings(command);
    }

    List<String> ports(String service) {
        Object ports = service(service).get("ports");
        return ports == null ? List.of() : YamlFile.strings(ports);
    }

    List<Mount> mounts() {
        return services().keySet().stream()
                .flatMap(service -> mounts(service).stream())
                .toList();
    }

    List<Mount> mounts(String service) {
        Object volumes = service(service).get("volumes");
        Stream<String> entries = volumes == null ? Stream.of() : YamlFile.strings(volumes).stream();
        return entries.map(entry -> entry.split(":", -1))
                .map(parts -> new Mount(service, parts[0], parts[1]))
                .toList();
    }

    /** The condition by the name of the service waited for. */
    Map<String, String> dependencies(String service) {
        Map<String, String> conditions = new LinkedHashMap<>();
        Object dependencies = service(service).get("depends_on");
        if (dependencies != null) {
            YamlFile.map(dependencies)
                    .forEach((name, how) ->
                            conditions.put(name, (String) YamlFile.map(how).get("condition")));
        }
        return conditions;
    }
}

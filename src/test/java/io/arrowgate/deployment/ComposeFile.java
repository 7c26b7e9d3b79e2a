package io.arrowgate.deployment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses docker-compose.yml for the tests. */
final class ComposeFile {
    static final Path PATH = Path.of("docker-compose.yml");

    private final Map<String, Object> whole = YamlFile.read(PATH);

    /** One entry of a service's {@code volumes}: a path of this project or a volume's name, and where it is in the container. */
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

    /** Returns the Dockerfile of a service: its own, or that of the service with the same image. */
    Dockerfile dockerfile(String service) {
        return builder(service).orElseThrow();
    }

    private Optional<Dockerfile> builder(String name) {
        Object image = service(name).get("image");
        return services().entrySet().stream()
                .filter(other -> other.getValue().containsKey("build"))
                .filter(other -> other.getKey().equals(name)
                        || (image != null && image.equals(other.getValue().get("image"))))
                .map(other -> new Dockerfile(Path.of((String) other.getValue().get("build"))))
                .findFirst();
    }

    /** Returns the images that a service is built on, or else its own. */
    List<String> images(String service) {
        return builder(service)
                .map(Dockerfile::images)
                .orElseGet(() -> List.of((String) service(service).get("image")));
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

# Flink with Arrowgate's job in it: for docker-compose.yml, and for application mode, which is one cluster for one job.
#
#   docker build -t arrowgate:0.2.0-SNAPSHOT .
FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml LICENSE ./
COPY src/main src/main
# The cache keeps the dependencies from one build to the next.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -Dassembly.skipAssembly=true package

FROM flink:2.2.1-java17

# The plugin is for checkpoints, savepoints and the lake on s3://. A new volume takes over the owner of the folder that it is
# mounted on, and Flink's processes run as the user flink.
RUN install -D -t /opt/flink/plugins/s3-fs-hadoop /opt/flink/opt/flink-s3-fs-hadoop-2.2.1.jar \
    && install -d -o flink -g flink /flink-state

# Their owner can read the files, whatever the umask of the clone. The image's entry point also writes to the configuration.
COPY --chown=flink:flink flink-conf/config.yaml flink-conf/log4j-console.properties /opt/flink/conf/
COPY --chown=flink:flink flink-conf/submit.sh /opt/arrowgate/
COPY --chown=flink:flink --from=build /build/target/arrowgate-[0-9]*.jar /opt/flink/usrlib/arrowgate.jar

USER flink

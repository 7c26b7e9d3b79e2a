# Flink with Arrowgate's job in it, for application mode: one cluster for one job, without a submission.
#
#   mvn -DskipTests package && docker build -t arrowgate:0.2.0-SNAPSHOT .
FROM flink:2.2.1-java17

# For checkpoints, savepoints and the lake on s3://.
RUN mkdir -p /opt/flink/plugins/s3-fs-hadoop \
    && cp /opt/flink/opt/flink-s3-fs-hadoop-2.2.1.jar /opt/flink/plugins/s3-fs-hadoop/

# The image's entry point adds to its configuration, and so has to be able to write it.
COPY --chown=flink:flink flink-conf/config.yaml flink-conf/log4j-console.properties /opt/flink/conf/
COPY target/arrowgate-0.2.0-SNAPSHOT.jar /opt/flink/usrlib/

USER flink

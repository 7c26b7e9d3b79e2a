/**
 * Reads committed records of topics and keeps sets of offsets. Uses the job packages. Start reading at
 * {@link RawTopicRange}.
 */
package io.arrowgate.tools.verify.topic;

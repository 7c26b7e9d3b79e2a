/** The local stack without docker: a real Kafka broker and a real ClickHouse engine, each in a process of its own. */
package io.arrowgate.local;

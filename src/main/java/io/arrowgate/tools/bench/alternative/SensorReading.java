package io.arrowgate.tools.bench.alternative;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Represents a sensor event as Flink jobs usually do: as an object that Jackson fills. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class SensorReading {
    private String device;
    private LocalDateTime ts;
    private float cpuUsed;
    private float cpuFree;
    private float memoryUsed;
    private float memoryFree;
    private int runElapsedMs;

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public LocalDateTime getTs() {
        return ts;
    }

    public void setTs(LocalDateTime ts) {
        this.ts = ts;
    }

    @JsonProperty("ts")
    public void setText(String text) {
        ts = LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC);
    }

    public float getCpuUsed() {
        return cpuUsed;
    }

    @JsonProperty("cpu_used")
    public void setCpuUsed(float cpuUsed) {
        this.cpuUsed = cpuUsed;
    }

    public float getCpuFree() {
        return cpuFree;
    }

    @JsonProperty("cpu_free")
    public void setCpuFree(float cpuFree) {
        this.cpuFree = cpuFree;
    }

    public float getMemoryUsed() {
        return memoryUsed;
    }

    @JsonProperty("memory_used")
    public void setMemoryUsed(float memoryUsed) {
        this.memoryUsed = memoryUsed;
    }

    public float getMemoryFree() {
        return memoryFree;
    }

    @JsonProperty("memory_free")
    public void setMemoryFree(float memoryFree) {
        this.memoryFree = memoryFree;
    }

    public int getRunElapsedMs() {
        return runElapsedMs;
    }

    @JsonProperty("run_elapsed_ms")
    public void setRunElapsedMs(int runElapsedMs) {
        this.runElapsedMs = runElapsedMs;
    }
}

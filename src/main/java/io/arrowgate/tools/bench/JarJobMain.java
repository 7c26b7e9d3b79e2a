package io.arrowgate.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import io.arrowgate.tools.bench.run.MiniClusters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.DetachedJobExecutionResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Runs the job of a jar in one mini-cluster, as often as the parent process asks, and measures its CPU time. {@link JobProcess} is
 * the parent's side.
 *
 * <p>The class path has the jar, Flink, this class and {@link MiniClusters}. It has no other class of this build, which the jar's
 * classes could otherwise find. All this class needs of the jar is a main method that takes options and executes one job in the
 * environment that Flink returns.
 *
 * <p>Standard input has one command a line, each answered by one line: the path of a properties file with the job's options starts
 * a run ({@value #SUBMITTED}), {@value #STOP} ends it ({@value #MEASURED}, CPU nanoseconds of this process, compiler milliseconds).
 * A run is measured from the submission of the job to the stop command. The process ends with its standard input.
 */
public final class JarJobMain {
    static final String SUBMITTED = "SUBMITTED";
    static final String STOP = "STOP";
    static final String MEASURED = "MEASURED";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final Method jobMain;
    private final MiniCluster cluster;
    private JobID job;
    private long startCpuNanos;
    private long startCompilerMillis;

    private JarJobMain(Method jobMain, MiniCluster cluster) {
        this.jobMain = jobMain;
        this.cluster = cluster;
    }

    /** Takes the name of the job's main class and the number of task slots. */
    public static void main(String[] args) throws Exception {
        PrintStream replies = System.out;
        System.setOut(System.err); // The job prints, too.
        // Threads that a mini-cluster leaves behind must not keep the process alive.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        Method jobMain = Class.forName(args[0]).getMethod("main", String[].class);
        new JarJobMain(jobMain, MiniClusters.start(Integer.parseInt(args[1]))).serve(replies);
        System.exit(0);
    }

    private void serve(PrintStream replies) throws Exception {
        SubmittingEnvironment.install(this);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            replies.println(command.equals(STOP) ? stop() : start(Path.of(command)));
        }
    }

    private String start(Path options) throws Exception {
        jobMain.invoke(null, (Object) arguments(options));
        if (job == null) {
            throw new IllegalStateException(jobMain.getDeclaringClass().getName() + " did not execute a job");
        }
        return SUBMITTED;
    }

    private static String[] arguments(Path options) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(options)) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .map(key -> "--%s=%s".formatted(key, properties.getProperty(key)))
                .toArray(String[]::new);
    }

    private JobID submit(StreamGraph graph) throws Exception {
        if (job != null) {
            throw new IllegalStateException("the main method executed a second job");
        }
        startCompilerMillis = compiler.getTotalCompilationTime();
        startCpuNanos = system.getProcessCpuTime();
        job = cluster.submitJob(graph).get().getJobID();
        return job;
    }

    private String stop() throws Exception {
        long cpuNanos = system.getProcessCpuTime() - startCpuNanos;
        long compilerMillis = compiler.getTotalCompilationTime() - startCompilerMillis;
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
        job = null;
        System.gc(); // The next run does not pay for the garbage of this one.
        return "%s %d %d".formatted(MEASURED, cpuNanos, compilerMillis);
    }

    /** Submits a job and returns at once, so that the main method ends while the job runs. */
    private static final class SubmittingEnvironment extends StreamExecutionEnvironment {
        private final JarJobMain runner;

        SubmittingEnvironment(Configuration configuration, JarJobMain runner) {
            super(configuration);
            this.runner = runner;
        }

        /** Makes this the environment that {@code getExecutionEnvironment} returns. */
        static void install(JarJobMain runner) {
            initializeContextEnvironment(configuration -> new SubmittingEnvironment(configuration, runner));
        }

        @Override
        public JobExecutionResult execute(StreamGraph graph) throws Exception {
            return new DetachedJobExecutionResult(runner.submit(graph));
        }
    }
}

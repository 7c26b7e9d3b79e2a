package io.arrowgate.tools.verify;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.FindingOffsets;
import io.arrowgate.tools.verify.finding.SideReport;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import java.io.PrintWriter;
import java.util.Map;

/** Prints a verification report as text: a line for each side, followed by its findings. */
public final class VerifyReportPrinter {
    private final PrintWriter out;

    public VerifyReportPrinter(PrintWriter out) {
        this.out = out;
    }

    public void print(VerifyReport report) {
        report.streams().forEach(this::print);
        String values = report.deep() ? ", no altered values" : "";
        out.println(
                report.isConsistent()
                        ? "No missing rows, no duplicates" + values + "."
                        : "DIFFERENCES found; see above.");
    }

    private void print(String name, StreamVerifyReport stream) {
        out.printf("%s: %,d raw records, %,d dead letters%n", name, stream.rawRecords(), stream.deadLetters());
        print("table", stream.table());
        print("Arrow topic", stream.arrow());
        for (Map.Entry<String, Long> other : stream.otherTopics().entrySet()) {
            out.printf("  table: %,d rows of another topic, id %s, not compared%n", other.getValue(), other.getKey());
        }
        out.println();
    }

    private void print(String side, SideReport report) {
        out.printf(
                "  %-11s  %,12d rows, %,d distinct: %s%n",
                side, report.rows(), report.distinctRows(), report.isConsistent() ? "consistent" : "INCONSISTENT");
        for (Finding finding : Finding.values()) {
            print(finding, report.found(finding));
        }
        if (report.alteredRows() > 0) {
            out.printf("    altered: %,d rows%n", report.alteredRows());
            report.altered().forEach(cell -> out.println("      " + cell));
        }
    }

    private void print(Finding finding, FindingOffsets found) {
        if (found.offsets() == 0) {
            return;
        }
        out.printf("    %s: %,d offsets%n", finding.words(), found.offsets());
        for (OffsetRange range : found.ranges()) {
            out.println("      " + (range.first() == range.last() ? range.partition() + ":" + range.first() : range));
        }
        if (found.unlisted() > 0) {
            out.printf("      and %,d more%n", found.unlisted());
        }
    }
}

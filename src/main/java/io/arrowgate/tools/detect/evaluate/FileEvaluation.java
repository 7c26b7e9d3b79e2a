package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluates the anomaly detector on the labelled files of a folder, by the method of the Numenta Anomaly Benchmark. */
final class FileEvaluation {
    private static final double THRESHOLD = AnomalyDetector.DEFAULT_THRESHOLD;

    private final List<LabelledSeries> series;
    private final List<double[]> scores;

    private FileEvaluation(List<LabelledSeries> series) {
        this.series = series;
        scores = series.stream().map(LabelledSeries::scores).toList();
    }

    /**
     * Returns a report, line by line: the points of each file, the score of each profile, and the score of perturbed copies.
     *
     * @throws IOException if the windows or a file cannot be read, or no window counts
     */
    static List<String> report(Path folder) throws IOException {
        FileEvaluation evaluation = new FileEvaluation(new LabelledFolder(folder).read());
        List<PointCurve> curves = evaluation.curves(ScoringProfile.STANDARD);
        if (PointCurve.windows(curves) == 0) {
            throw new IOException("%s: the score needs an anomaly window after the probation; add windows"
                    .formatted(folder.resolve(LabelledFolder.WINDOWS)));
        }
        List<String> lines = new ArrayList<>();
        evaluation.addFiles(curves, lines);
        evaluation.addProfiles(lines);
        evaluation.addPerturbations(lines);
        return lines;
    }

    private List<PointCurve> curves(ScoringProfile profile) {
        List<PointCurve> curves = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            curves.add(PointCurve.of(series.get(i), scores.get(i), profile));
        }
        return curves;
    }

    private void addFiles(List<PointCurve> curves, List<String> lines) {
        lines.add("| file | windows | points at %s |".formatted(THRESHOLD));
        lines.add("|---|---|---|");
        for (int i = 0; i < curves.size(); i++) {
            PointCurve curve = curves.get(i);
            lines.add(
                    format("| %s | %d | %.2f |", series.get(i).name(), curve.windows(), curve.points(THRESHOLD) + 0.0));
        }
    }

    private void addProfiles(List<String> lines) {
        lines.add("");
        lines.add("| profile | score at %s | at the best threshold | cross-validated |".formatted(THRESHOLD));
        lines.add("|---|---|---|---|");
        for (ScoringProfile profile : ScoringProfile.values()) {
            List<PointCurve> curves = curves(profile);
            PointCurve.Best best = PointCurve.best(curves);
            CrossValidation.Result result = CrossValidation.evaluate(series, curves, profile);
            lines.add(format(
                    "| %s | %.2f | %.2f at %.3f | %.2f ± %.2f |",
                    profile.label,
                    PointCurve.score(curves, THRESHOLD, profile),
                    profile.normalize(best.points(), PointCurve.windows(curves)),
                    best.threshold(),
                    result.mean(),
                    result.deviation()));
        }
    }

    private void addPerturbations(List<String> lines) {
        lines.add("");
        lines.add("| perturbed files, profile %s | score at %s |".formatted(ScoringProfile.STANDARD.label, THRESHOLD));
        lines.add("|---|---|");
        double sum = 0;
        for (Perturbation perturbation : Perturbation.values()) {
            List<LabelledSeries> perturbed =
                    series.stream().map(perturbation::apply).toList();
            double score = PointCurve.score(
                    new FileEvaluation(perturbed).curves(ScoringProfile.STANDARD), THRESHOLD, ScoringProfile.STANDARD);
            lines.add(format("| %s | %.2f |", perturbation.description, score));
            sum += score;
        }
        lines.add(format("| mean | %.2f |", sum / Perturbation.values().length));
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}

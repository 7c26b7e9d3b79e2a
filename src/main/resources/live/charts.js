'use strict';

const HUES = ['one', 'two', 'three', 'four'];
const MINUTE = 60_000;

const clockOfMinutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** Draws one line per stream over the last minutes, in the browser's time zone. */
class LineChart {
  /**
   * @param value returns the value to draw from a stream's statistics, or null
   * @param reason returns why there is nothing to draw, from the newest sample
   */
  constructor(id, unit, value, reason) {
    this.value = value;
    this.unit = unit;
    this.reason = reason;
    this.canvas = document.getElementById(id);
    this.empty = element('p', this.canvas.parentElement, '', 'empty');
    this.empty.hidden = true;
  }

  draw(streams, samples, keptMillis) {
    if (!this.chart) this.chart = new Chart(this.canvas, this.config(streams));
    const end = samples[samples.length - 1].time;
    const axis = this.chart.options.scales.x;
    axis.min = Math.max(end - keptMillis, Math.min(samples[0].time, end - MINUTE));
    axis.max = end;
    streams.forEach((stream, i) => {
      this.chart.data.datasets[i].data = samples.map(sample => ({ x: sample.time, y: this.value(sample.streams[stream]) ?? NaN }));
    });
    this.chart.update('none');
    const isEmpty = this.chart.data.datasets.every(dataset => dataset.data.every(point => Number.isNaN(point.y)));
    this.empty.hidden = !isEmpty;
    if (isEmpty) this.empty.textContent = this.reason(samples[samples.length - 1]);
  }

  /** Discards the chart, so that the next drawing uses the current colour scheme. */
  discard() {
    if (this.chart) this.chart.destroy();
    this.chart = undefined;
  }

  config(streams) {
    const unit = this.unit;
    return {
      type: 'line',
      data: {
        datasets: streams.map((stream, i) => ({
          label: stream, data: [], borderColor: color(HUES[i % HUES.length]), backgroundColor: color(HUES[i % HUES.length]),
          borderWidth: 1.75, pointRadius, pointHitRadius: 8,
          // Values that are missing for longer become a gap. Samples from before the page was opened are half a minute apart.
          spanGaps: 35_000,
        })),
      },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: {
            type: 'linear', grid: { display: false }, afterBuildTicks: axis => { axis.ticks = ticks(axis.min, axis.max); },
            ticks: { callback: time => (time % MINUTE ? clock : clockOfMinutes).format(time), maxRotation: 0, autoSkipPadding: 16 },
          },
          y: {
            beginAtZero: true, border: { display: false }, title: { display: true, text: unit },
            // Leaves room above a constant value, such as 0.
            suggestedMax: 1, ticks: { maxTicksLimit: 5, callback: value => compact.format(value) },
          },
        },
        plugins: {
          legend: { position: 'top', align: 'end', labels: { boxWidth: 12, boxHeight: 2 } },
          tooltip: { callbacks: {
            title: items => items.length ? clock.format(items[0].parsed.x) : '',
            label: item => `${item.dataset.label}: ${item.parsed.y.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}` } },
        },
      },
    };
  }
}

/** Returns ticks at round times, which do not move relative to the data. */
function ticks(min, max) {
  const step = [15_000, 30_000].find(step => (max - min) / step <= 6) || MINUTE;
  const times = [];
  for (let time = Math.ceil(min / step) * step; time <= max; time += step) times.push({ value: time });
  return times;
}

'use strict';

const RECONNECT_MILLIS = 3_000;
/** From here a tile shows a rounded number; the table of streams has all digits. */
const TEN_MILLIONS = 10_000_000;

/** Batches with fewer rows consist mostly of their schema and dictionaries. */
const SMALL_BATCH = 1_000;
const KINDS_OF_ALERTS = ['newest', 'firing'];

const samples = [];
const latest = {};
/**
 * Names of the events since the last drawing. Unchanged parts are not redrawn, so that their text can be selected and copied.
 */
const changed = new Set();
let line;
let connected = false;
let source;
let drawing = false;
let shownAlerts = 'newest';
let rankingsAreComplete = false;

const charts = [
  new LineChart('chart-events', 'events/s', numbers => numbers.eventsPerSecond, noJobData),
  new LineChart('chart-fresh', 's', numbers => numbers.freshMillis === null ? null : numbers.freshMillis / 1000, noEvents),
  new LineChart('chart-lag', 'records', numbers => numbers.lag, noJobData),
  new LineChart('chart-bytes', 'B/row', numbers => numbers.bytesPerRow, noEvents),
];

function noJobData(sample) {
  return sample.job.now ? 'The job has not reported a number yet.' : 'Flink does not respond.';
}

function noEvents(sample) {
  const rows = sum(Object.values(sample.streams).map(numbers => numbers.rows));
  if (rows === null) return 'ClickHouse does not respond.';
  return rows === 0 ? 'No events yet.' : 'No events in the last minutes.';
}

function number(value, digits) {
  return value === null ? '–' : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function age(millis) {
  if (millis === null) return '–';
  const seconds = millis / 1000;
  if (seconds < 10) return number(seconds, 1) + ' s';
  if (seconds < 120) return number(seconds, 0) + ' s';
  if (seconds < 7_200) return number(seconds / 60, 0) + ' min';
  return seconds < 172_800 ? number(seconds / 3_600, 0) + ' h' : number(seconds / 86_400, 0) + ' d';
}

/** Returns the sum of the known values; null if all are unknown. */
function sum(values) {
  const known = values.filter(value => value !== null);
  return known.length ? known.reduce((all, value) => all + value, 0) : null;
}

/** Returns the largest age among the active streams, and what there is instead of an age if none is active. */
function freshness(streams) {
  const active = streams.map(numbers => numbers.freshMillis).filter(millis => millis !== null);
  if (active.length) return age(Math.max(...active));
  const rows = sum(streams.map(numbers => numbers.rows));
  return rows === null ? '–' : rows === 0 ? 'no events' : 'idle';
}

/** Describes the freshness of a stream. The time of the newest record does not grow while the stream is idle. */
function freshnessOf(numbers) {
  if (numbers.freshMillis !== null) return age(numbers.freshMillis);
  return numbers.newestMillis === null ? numbers.rows === 0 ? 'no events yet' : '–' : 'idle since ' + when(numbers.newestMillis);
}

function score(name, value, unit, isStale) {
  let card = document.querySelector(`[data-score="${name}"]`);
  if (!card) {
    card = element('div', document.getElementById('scores'), undefined, 'score');
    card.dataset.score = name;
    element('b', card, '–');
    element('span', card, name);
  }
  card.classList.toggle('stale', isStale);
  // While the server is unavailable, the last value stays and fades.
  if (isStale && value === '–') return;
  const shownValue = card.querySelector('b');
  shownValue.replaceChildren(value);
  if (unit && value !== '–') element('small', shownValue, unit);
}

function scores(sample) {
  const streams = Object.values(sample.streams);
  const of = name => sum(streams.map(numbers => numbers[name]));
  const noJob = !sample.job.now;
  const noTables = !sample.clickHouse.now;
  const rows = of('batchRows');
  score('events', number(of('eventsPerSecond'), 0), '/s', noJob);
  score('rows stored', of('rows') >= TEN_MILLIONS ? compact.format(of('rows')) : number(of('rows'), 0), '', noTables);
  const [value, unit] = freshness(streams).split(' ');
  score('freshness', value, unit, noTables);
  score('lag', number(of('lag'), 0), '', noJob);
  score('batches', number(of('batches'), 0), '', noJob);
  score('size', number(rows ? of('batchBytes') / rows : null, 1), 'B/row', noJob);
  score('dead letters', number(of('deadLetters'), 0), '', noJob);
  if (line.reports) score('report lag', number(sample.reportLagSeconds, 0), 's', noJob);
  if (line.alerts) score('alerts firing', number(latest.alerts ? latest.alerts.firing : null, 0), '', noTables);
}

function cells(parent, values, heads) {
  values.forEach(([text, isNumber], i) => {
    // On a narrow screen each number is preceded by its name.
    element('td', parent, text, isNumber ? 'number' : '').dataset.name = heads[i][0];
  });
}

function table(parent, heads) {
  parent.replaceChildren();
  const created = element('table', parent);
  const row = element('tr', element('thead', created));
  heads.forEach(([text, isNumber]) => element('th', row, text, isNumber ? 'number' : ''));
  return element('tbody', created);
}

function streamTable(sample) {
  const heads = [['events/s', true], ['lag', true], ['rows', true], ['freshness', true], ['batches', true],
    ['rows a batch', true], ['B/row', true], ['dead letters', true]];
  const body = table(document.getElementById('streams'), [['stream', false], ...heads]);
  line.streams.forEach((stream, i) => {
    const numbers = sample.streams[stream];
    const row = element('tr', body);
    const name = element('td', row);
    element('i', name).style.background = `var(--${HUES[i % HUES.length]})`;
    name.append(stream);
    cells(row, [[number(numbers.eventsPerSecond, 0), true], [number(numbers.lag, 0), true], [number(numbers.rows, 0), true],
      [freshnessOf(numbers), true], [number(numbers.batches, 0), true],
      [number(numbers.batches ? numbers.batchRows / numbers.batches : null, 0), true],
      [number(numbers.batchRows ? numbers.batchBytes / numbers.batchRows : null, 1), true], [number(numbers.deadLetters, 0), true]], heads);
  });
}

/** Returns the mean of the newest batches, or of all batches of an idle stream. */
function rowsPerBatch(numbers) {
  return numbers.rowsPerBatch ?? (numbers.batches ? numbers.batchRows / numbers.batches : null);
}

/** Explains large rows: a batch of few rows consists mostly of its schema and dictionaries. */
function sizeNote(sample) {
  const small = line.streams
    .map(stream => ({ stream, rows: rowsPerBatch(sample.streams[stream]) }))
    .filter(({ rows }) => rows !== null && rows < SMALL_BATCH)
    .map(({ stream, rows }) => `${stream} ${number(rows, 0)} rows`);
  document.getElementById('size-note').textContent =
    small.length ? `; small batches take more, as each has its schema and dictionaries: ${small.join(', ')} a batch` : '';
}

function when(millis) {
  const isToday = new Date(millis).toDateString() === new Date().toDateString();
  return isToday ? clock.format(millis) : localTime(millis);
}

function noAlerts() {
  if (!line.alerts) return 'Alerts are disabled (alerts.enabled).';
  if (!latest.alerts) return 'The alerts have not been read yet.';
  if (latest.alerts.newest.length > 0) return 'No alert is firing.';
  return line.rules > 0 ? 'No alert has fired yet.' : "No alert has fired. The streams' definitions have no rules.";
}

function alerts() {
  const firing = latest.alerts ? latest.alerts.firing : null;
  for (const kind of KINDS_OF_ALERTS) {
    const button = document.getElementById('alerts-' + kind);
    button.setAttribute('aria-pressed', kind === shownAlerts);
    if (kind === 'firing') button.textContent = `All firing (${number(firing, 0)})`;
  }
  const list = document.querySelector('#alerts ul');
  const all = (shownAlerts === 'firing' ? latest.firing : latest.alerts && latest.alerts.newest) || [];
  const cut = shownAlerts === 'firing' && firing > all.length && all.length > 0;
  document.querySelector('#alerts .about').textContent = `times in ${zone()}`
    + (cut ? `; the newest ${number(all.length, 0)} of ${number(firing, 0)}, the report alert_history has all` : '');
  list.replaceChildren();
  list.classList.toggle('long', shownAlerts === 'firing');
  if (all.length === 0) element('p', list, noAlerts(), 'empty');
  for (const alert of all) {
    const item = element('li', list);
    element('span', item, undefined, 'dot ' + alert.level).title = alert.level;
    element('time', item, when(alert.fired)).dateTime = new Date(alert.fired).toISOString();
    element('b', item, alert.name);
    const state = alert.resolved ? 'resolved' : 'firing';
    element('span', item, `${alert.level}, ${state}`, state);
    element('p', item, [alert.stream_name, alert.series_name].filter(Boolean).join(': '), 'series');
    element('p', item, withLocalTimes(alert.words));
  }
}

/** Draws the list that a button names. */
function showAlerts(kind) {
  shownAlerts = kind;
  if (line) alerts();
}

function noRanks(stream) {
  if (!line.reports) return 'Reports are disabled (reports.enabled).';
  const sample = samples[samples.length - 1];
  return sample && sample.streams[stream].rows === 0 ? 'No events yet.' : 'No data yet: reports lag a few seconds behind the rows.';
}

/**
 * Draws the first rows of a report, each with a bar and an optional note next to its name.
 *
 * @param days says what the days of the report are
 * @return whether there are rows
 */
function ranking(name, stream, days, heads, values, bar, note) {
  const card = document.getElementById(name);
  card.hidden = !line.streams.includes(stream);
  if (card.hidden) return true;
  const parent = card.querySelector('.table');
  const ranks = latest[name];
  if (!ranks || ranks.report.rows.length === 0) {
    parent.replaceChildren();
    element('p', parent, noRanks(stream), 'empty');
    return false;
  }
  card.querySelector('.about').textContent = `${ranks.days}, ${days}`;
  const rows = ranks.report.rows.map(row => Object.fromEntries(row.map((value, i) => [ranks.report.columns[i], value])));
  const most = Math.max(...rows.map(bar)) || 1;
  const body = table(parent, heads);
  element('th', parent.querySelector('thead tr'), undefined, 'share');
  for (const rank of rows) {
    const row = element('tr', body);
    cells(row, values(rank), heads);
    if (note) element('span', row.firstChild, note(rank), 'note');
    element('div', element('td', row, undefined, 'share')).style.width = Math.max(1, 100 * bar(rank) / most) + '%';
  }
  return true;
}

function rankings() {
  const stations = ranking('busiest_stations', 'turnstiles', `days in ${line.timeZones.turnstiles}`, [['station', false], ['entries', true], ['exits', true], ['all', true]],
    rank => [[rank.station, false], [number(rank.station_entries, 0), true], [number(rank.station_exits, 0), true],
      [number(rank.total, 0), true]],
    rank => rank.total, rank => rank.lines);
  const devices = ranking('device_health', 'sensors', 'days in UTC', [['device', false], ['CPU %', true], ['max %', true], ['mem %', true], ['last seen', true]],
    rank => [[rank.device, false], [number(rank.cpu_mean, 1), true], [number(rank.cpu_highest, 1), true], [number(rank.memory_mean, 1), true],
      [age(Math.max(0, rank.silent_seconds) * 1000) + ' ago', true]],
    rank => rank.cpu_mean);
  rankingsAreComplete = stations && devices;
}

function states(sample) {
  const list = document.getElementById('states');
  const all = [[connected ? 'live' : 'no connection', connected]];
  if (sample) {
    const state = (sample.jobState || 'not found yet').toLowerCase();
    all.push(['job ' + (sample.job.now ? state : 'unavailable'), connected && sample.job.now && state === 'running']);
    all.push(['ClickHouse ' + (sample.clickHouse.now ? 'connected' : 'unavailable'), connected && sample.clickHouse.now]);
  }
  list.replaceChildren();
  all.forEach(([text, isGood]) => element('li', list, text, isGood ? 'good' : 'bad'));
}

function trouble(sample) {
  const lines = [];
  const since = server => server.last ? 'has not responded since ' + when(server.last) : 'has not responded yet';
  if (!connected) {
    lines.push('Arrowgate is stopped or unreachable. The page reconnects automatically.');
  } else if (sample) {
    if (!sample.clickHouse.now) lines.push(`ClickHouse ${since(sample.clickHouse)}; its values on this page are older. The job keeps its pending batches.`);
    if (!sample.job.now) lines.push(`Flink ${since(sample.job)}; the job's values on this page are older.`);
    else if (isDown(sample)) lines.push(`The job is ${sample.jobState.toLowerCase()}${sample.jobFailure ? ': ' + sample.jobFailure : '.'}`);
  }
  const shownTrouble = document.getElementById('trouble');
  // Unchanged text stays, so that it can be selected and its link clicked.
  if (shownTrouble.dataset.lines === lines.join('\n')) return;
  shownTrouble.dataset.lines = lines.join('\n');
  shownTrouble.textContent = lines.join('\n');
  shownTrouble.hidden = lines.length === 0;
  if (connected && sample && isDown(sample)) {
    element('a', shownTrouble, "Stack traces in Flink's web UI").href = sample.jobFailuresUrl;
  }
}

function isDown(sample) {
  return sample.job.now && sample.jobState !== 'RUNNING';
}

function header() {
  const parent = document.getElementById('line');
  parent.replaceChildren(`job ${line.job}, database ${line.database}, `);
  const flink = element('a', parent, "Flink's web UI");
  flink.href = line.flink;
  parent.append(`, times in ${zone()}`);
}

function draw() {
  drawing = false;
  const sample = samples[samples.length - 1];
  states(sample);
  trouble(sample);
  if (!line) return;
  if (changed.has('line')) {
    header();
    showReadyQueries();
  }
  if (changed.has('line') || changed.has('alerts') || shownAlerts === 'firing' && changed.has('firing')) alerts();
  if (!rankingsAreComplete || changed.has('line') || changed.has('busiest_stations') || changed.has('device_health')) rankings();
  changed.clear();
  if (sample) {
    scores(sample);
    streamTable(sample);
    sizeNote(sample);
    charts.forEach(chart => chart.draw(line.streams, samples, line.keptMillis));
  }
}

/** Draws once for all events that arrive together, as after a connect. */
function drawSoon() {
  if (!drawing) requestAnimationFrame(draw);
  drawing = true;
}

function addSample(sample) {
  // After a reconnect some samples arrive a second time.
  if (samples.length && sample.time <= samples[samples.length - 1].time) return;
  samples.push(sample);
  while (sample.time - samples[0].time > line.keptMillis) samples.shift();
}

function connect() {
  source = new EventSource('events');
  const on = (name, what) => source.addEventListener(name, event => {
    what(JSON.parse(event.data));
    changed.add(name);
    drawSoon();
  });
  on('line', data => { line = data; });
  on('sample', addSample);
  for (const name of ['alerts', 'firing', 'busiest_stations', 'device_health']) on(name, data => { latest[name] = data; });
  source.onopen = () => {
    connected = true;
    drawSoon();
  };
  source.onerror = event => {
    connected = false;
    drawSoon();
    // The browser does not retry a rejected connection (too many open pages).
    if (event.target.readyState === EventSource.CLOSED) setTimeout(() => source === event.target && connect(), RECONNECT_MILLIS);
  };
}

function colors() {
  Chart.defaults.color = color('quiet');
  Chart.defaults.borderColor = color('line');
  Chart.defaults.font.family = 'system-ui, sans-serif';
  charts.forEach(chart => chart.discard());
}

for (const kind of KINDS_OF_ALERTS) document.getElementById('alerts-' + kind).addEventListener('click', () => showAlerts(kind));
colors();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  colors();
  drawSoon();
});
// A hidden page disconnects, because browsers allow six connections per address.
document.addEventListener('visibilitychange', () => {
  source.close();
  if (document.visibilityState === 'visible') connect();
});
connect();

'use strict';

const RECONNECT_MILLIS = 3_000;
/** From here a tile shows a rounded number; the table of streams has all digits. */
const TEN_MILLIONS = 10_000_000;

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

const charts = [
  new LineChart('chart-events', 'events/s', numbers => numbers.eventsPerSecond),
  new LineChart('chart-fresh', 's', numbers => isActive(numbers) && numbers.freshMillis !== null ? numbers.freshMillis / 1000 : null),
  new LineChart('chart-lag', 'records', numbers => numbers.lag),
  new LineChart('chart-bytes', 'B/row', numbers => numbers.bytesPerRow),
];

/** Returns whether records arrive. Without new records the age of the newest row means nothing. */
function isActive(numbers) {
  return numbers.eventsPerSecond > 0 || numbers.lag > 0;
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

/** Returns the largest age among the active streams, or the smallest one if none is active. */
function freshness(streams) {
  const active = streams.filter(isActive).map(numbers => numbers.freshMillis).filter(millis => millis !== null);
  const all = streams.map(numbers => numbers.freshMillis).filter(millis => millis !== null);
  return active.length ? Math.max(...active) : all.length ? Math.min(...all) : null;
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
  const [value, unit] = age(freshness(streams)).split(' ');
  score('freshness', value, unit, noTables);
  score('lag', number(of('lag'), 0), '', noJob);
  score('batches', number(of('batches'), 0), '', noJob);
  score('size', number(rows ? of('batchBytes') / rows : null, 1), 'B/row', noJob);
  score('dead letters', number(of('deadLetters'), 0), '', noJob);
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
      [age(numbers.freshMillis), true], [number(numbers.batches, 0), true],
      [number(numbers.batches ? numbers.batchRows / numbers.batches : null, 0), true],
      [number(numbers.batchRows ? numbers.batchBytes / numbers.batchRows : null, 1), true], [number(numbers.deadLetters, 0), true]], heads);
  });
}

function when(millis) {
  const isToday = new Date(millis).toDateString() === new Date().toDateString();
  return isToday ? clock.format(millis) : new Date(millis).toLocaleDateString('en-GB') + ' ' + clock.format(millis);
}

function alerts() {
  const list = document.querySelector('#alerts ul');
  list.replaceChildren();
  if (!latest.alerts || latest.alerts.newest.length === 0) {
    element('p', list, line.alerts ? 'No alert has fired yet.' : 'Alerts are disabled (alerts.enabled).', 'empty');
    return;
  }
  for (const alert of latest.alerts.newest) {
    const item = element('li', list);
    element('span', item, undefined, 'dot ' + alert.level).title = alert.level;
    element('time', item, when(alert.fired)).dateTime = new Date(alert.fired).toISOString();
    element('b', item, alert.name);
    const state = alert.resolved ? 'resolved' : 'firing';
    element('span', item, `${alert.level}, ${state}`, state);
    element('p', item, alert.words);
  }
}

/** Draws the first rows of a report, each with a bar and an optional note next to its name. */
function ranking(name, stream, heads, values, bar, note) {
  const card = document.getElementById(name);
  card.hidden = !line.streams.includes(stream);
  const parent = card.querySelector('.table');
  const ranks = latest[name];
  if (!ranks || ranks.report.rows.length === 0) {
    parent.replaceChildren();
    const reason = line.reports ? 'No data yet: reports lag a few seconds behind the rows.' : 'Reports are disabled (reports.enabled).';
    element('p', parent, reason, 'empty');
    return;
  }
  card.querySelector('.about').textContent = ranks.days;
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
}

function rankings() {
  ranking('busiest_stations', 'turnstiles', [['station', false], ['entries', true], ['exits', true], ['all', true]],
    rank => [[rank.station, false], [number(rank.station_entries, 0), true], [number(rank.station_exits, 0), true],
      [number(rank.total, 0), true]],
    rank => rank.total, rank => rank.lines);
  ranking('device_health', 'sensors', [['device', false], ['CPU %', true], ['max %', true], ['mem %', true], ['last seen', true]],
    rank => [[rank.device, false], [number(rank.cpu_mean, 1), true], [number(rank.cpu_highest, 1), true], [number(rank.memory_mean, 1), true],
      [age(Math.max(0, rank.silent_seconds) * 1000), true]],
    rank => rank.cpu_mean);
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
    else if (sample.jobState !== 'RUNNING') lines.push(`The job is ${sample.jobState.toLowerCase()}${sample.jobFailure ? ': ' + sample.jobFailure : '.'}`);
  }
  const shownTrouble = document.getElementById('trouble');
  shownTrouble.textContent = lines.join('\n');
  shownTrouble.hidden = lines.length === 0;
}

function header() {
  const parent = document.getElementById('line');
  parent.replaceChildren(`job ${line.job}, database ${line.database}, `);
  const flink = element('a', parent, "Flink's web UI");
  flink.href = line.flink;
}

function draw() {
  drawing = false;
  const sample = samples[samples.length - 1];
  states(sample);
  trouble(sample);
  if (!line) return;
  if (changed.has('line')) header();
  if (changed.has('line') || changed.has('alerts')) alerts();
  if (changed.has('line') || changed.has('busiest_stations') || changed.has('device_health')) rankings();
  changed.clear();
  if (sample) {
    scores(sample);
    streamTable(sample);
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
  for (const name of ['alerts', 'busiest_stations', 'device_health']) on(name, data => { latest[name] = data; });
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

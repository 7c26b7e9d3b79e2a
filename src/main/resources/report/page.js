const report = JSON.parse(document.getElementById('data').textContent);
const sections = report.sections;
const MANY = 12;
const OF_STATIONS = ['days', 'stations', 'slots', 'weekdays'];
const partialDays = sections.days ? sections.days.rows.filter(row => isPartial(sections.days, row)).map(row => row[0]) : [];

function values(section, column) {
  const index = section.columns.indexOf(column);
  return section.rows.map(row => row[index]);
}

function words(column) {
  return column.replaceAll('_', ' ');
}

/** Formats a value of a column. UTC times are shown in the reader's time zone, as the head of the page says. */
function cell(value, type) {
  return value !== null && /DateTime.*'UTC'/.test(type) ? localTime(utcMillis(value)) : shown(value);
}

/** Returns the heading of a column, with the time zone of times that are not the reader's. */
function heading(section, i) {
  const other = /DateTime.*'(.+)'/.exec(section.types[i]);
  return words(section.columns[i]) + (other && other[1] !== 'UTC' ? ` (${other[1]})` : '');
}

function utcMillis(text) {
  return Date.parse(text.replace(' ', 'T') + 'Z');
}

function percent(part, whole) {
  return whole ? (100 * part / whole).toLocaleString('en-US', { maximumFractionDigits: 1 }) + ' %' : '–';
}

function total(numbers) {
  return numbers.reduce((all, value) => all + value, 0);
}

function score(name, value) {
  const card = element('div', document.getElementById('scores'), undefined, 'score');
  card.dataset.score = name;
  element('b', card, shown(value));
  element('span', card, name);
}

/** Says what a section lacks: partial days lower its sums, and a long list is cut. */
function note(section) {
  if (section === sections.alerts && report.scores.alerts > section.rows.length) {
    return `; ${shown(section.rows.length)} of ${shown(report.scores.alerts)}, firing ones first, then the newest`;
  }
  const isOfStations = OF_STATIONS.some(name => section === sections[name]);
  return isOfStations && partialDays.length ? `; partial: ${partialDays.join(', ')}` : '';
}

function card(section, wide) {
  const made = element('section', document.querySelector('main'), undefined, wide ? 'wide' : '');
  element('h2', made, section.title);
  element('p', made, section.days + note(section), 'days');
  return made;
}

/** Says why a section is empty. Sections of a stream without rows are omitted. */
function nothing(section) {
  return section === sections.alerts ? 'No alerts in these days.' : 'Nothing in these days, or not yet: reports lag a few seconds behind the rows.';
}

function table(parent, section) {
  if (section.rows.length === 0) {
    element('p', parent, nothing(section));
    return;
  }
  const scrolled = element('div', parent, undefined, 'table stacked');
  const made = element('table', scrolled);
  const head = element('tr', element('thead', made));
  const numbers = section.columns.map((_, i) => section.rows.some(row => typeof row[i] === 'number'));
  const heads = section.columns.map((_, i) => heading(section, i));
  heads.forEach((text, i) => element('th', head, text, numbers[i] ? 'number' : ''));
  const body = element('tbody', made);
  for (const row of section.rows) {
    const line = element('tr', body);
    row.forEach((value, i) => {
      const long = typeof value === 'string' && value.length > 40;
      const text = cell(value, section.types[i]);
      const td = element('td', line, long ? withLocalTimes(text) : text, numbers[i] ? 'number' : long ? 'text' : '');
      td.dataset.name = heads[i];
    });
  }
}

/** A chart of the section, and its numbers behind it. */
function chart(name, config, wide) {
  const section = sections[name];
  const made = card(section, wide);
  if (section.rows.length === 0) {
    element('p', made, nothing(section));
    return;
  }
  const canvas = element('canvas', element('div', made, undefined, 'chart'));
  canvas.id = 'chart-' + name;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', section.title + ', ' + section.days + '; the numbers are in the table below');
  const numbers = element('details', made);
  element('summary', numbers, 'Numbers');
  table(numbers, section);
  new Chart(canvas, config(section));
}

function bars(labels, series, stacked) {
  return {
    type: 'bar',
    data: { labels, datasets: series },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false,
      // A chart of one day would otherwise be one block.
      datasets: { bar: { maxBarThickness: 60 } },
      scales: { x: { stacked, grid: { display: false } }, y: { stacked, beginAtZero: true } },
      plugins: {
        legend: { position: 'bottom' },
        tooltip: { callbacks: {
          label: item => `${item.dataset.label}: ${shown(item.parsed.y)} (${percent(item.parsed.y, total(item.dataset.data))})` } },
      },
    },
  };
}

function entriesAndExits(column) {
  return section => bars(labels(section, column), [
    { label: 'entries', data: values(section, 'entries'), backgroundColor: shades(section, 'one') },
    { label: 'exits', data: values(section, 'exits'), backgroundColor: shades(section, 'two') },
  ], false);
}

/** Returns whether a row is of a partial day. */
function isPartial(section, row) {
  const index = section.columns.indexOf('partial');
  return index >= 0 && row[index];
}

function labels(section, column) {
  const index = section.columns.indexOf(column);
  return section.rows.map(row => isPartial(section, row) ? [row[index], 'partial'] : row[index]);
}

/** Returns the color of a bar, a paler one for partial days. The legend asks without a bar. */
function shades(section, name) {
  return ({ dataIndex }) => color(name) + (dataIndex !== undefined && isPartial(section, section.rows[dataIndex]) ? '80' : '');
}

function hues(count) {
  return Array.from({ length: count }, (_, i) => `hsl(${(210 + i * 360 / count) % 360} 52% 55%)`);
}

function stations(section) {
  const names = values(section, 'station');
  const totals = values(section, 'total');
  const labels = names.slice(0, MANY);
  const data = totals.slice(0, MANY);
  if (names.length > MANY) {
    labels.push('all others');
    data.push(total(totals.slice(MANY)));
  }
  const withShares = labels.map((label, i) => `${label}, ${percent(data[i], total(totals))}`);
  return {
    type: 'doughnut',
    data: { labels: withShares, datasets: [{ data, backgroundColor: hues(labels.length), borderColor: color('card') }] },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false,
      plugins: { legend: { position: innerWidth < 760 ? 'bottom' : 'right', labels: { boxWidth: 12 } } },
    },
  };
}

function fleet(section) {
  const times = values(section, 'time').map(utcMillis);
  const line = (label, column, hue) => ({
    type: 'line', label, data: values(section, column).map((y, i) => ({ x: times[i], y })),
    borderColor: color(hue), backgroundColor: color(hue), pointRadius, borderWidth: 1.5,
  });
  const highest = values(section, 'cpu_highest');
  // The last value stands for as long as the others do.
  const end = times[times.length - 1] + (times.length > 1 ? times[1] - times[0] : 60_000);
  const marks = (sections.alerts ? sections.alerts.rows : [])
    .map(row => ({ x: utcMillis(row[0]), text: withLocalTimes(row[sections.alerts.columns.indexOf('text')]) }))
    .filter(mark => mark.x >= times[0] && mark.x <= end)
    .map(mark => {
      const i = times.findLastIndex(time => time <= mark.x);
      return { ...mark, y: highest[Math.max(0, i)] };
    });
  const when = time => localTime(time).slice(5, 16);
  return {
    data: {
      datasets: [
        { type: 'scatter', label: 'alerts', data: marks, backgroundColor: color('bad'), pointStyle: 'triangle', pointRadius: 6 },
        line('CPU, mean', 'cpu_mean', 'one'), line('CPU, highest', 'cpu_highest', 'two'), line('memory, mean', 'memory_mean', 'three'),
      ],
    },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, parsing: false,
      interaction: { mode: 'nearest', intersect: false },
      scales: {
        x: { type: 'linear', min: times.length > 1 ? times[0] : times[0] - 60_000, max: end,
          // Whole minutes, which the labels show.
          ticks: { stepSize: Math.ceil((end - times[0]) / 6 / 60_000) * 60_000, callback: when, maxRotation: 0, autoSkipPadding: 24 }, grid: { display: false } },
        y: { beginAtZero: true, title: { display: true, text: '%' } },
      },
      plugins: {
        legend: { position: 'bottom' },
        tooltip: { callbacks: {
          title: items => items.length ? when(items[0].parsed.x) : '',
          label: item => item.raw.text ? item.raw.text : item.dataset.label + ': ' + shown(item.parsed.y) } },
      },
    },
  };
}

/** What was found, by day: the more, the stronger the colour, by its logarithm. */
function quality(section) {
  const made = card(section, true);
  if (section.rows.length === 0) {
    element('p', made, 'Nothing to report in these days.');
    return;
  }
  const days = [...new Set(values(section, 'day'))];
  const findings = [...new Set(values(section, 'finding'))];
  const found = new Map(section.rows.map(row => [row[0] + row[1], row[2]]));
  const most = Math.log1p(Math.max(...found.values()));
  const strip = element('table', element('div', made, undefined, 'table'));
  strip.id = 'strip-quality';
  const head = element('tr', element('thead', strip));
  element('th', head, 'finding');
  const today = report.generated.slice(0, 10);
  days.forEach(day => element('th', head, day.slice(5) + (day === today ? ' (partial)' : ''), 'number'));
  const body = element('tbody', strip);
  for (const finding of findings) {
    const line = element('tr', body);
    element('td', line, finding);
    for (const day of days) {
      const count = found.get(day + finding);
      const cell = element('td', line, count === undefined ? '' : shown(count), 'number');
      if (count) cell.style.background = `color-mix(in srgb, var(--bad) ${Math.round(10 + 50 * Math.log1p(count) / most)}%, transparent)`;
    }
  }
}

/** A report of its own: its first numbers by its first column. */
function plain(section) {
  const number = section.columns.findIndex((_, i) => i > 0 && section.rows.every(row => typeof row[i] === 'number'));
  return number < 0 ? undefined : bars(labels(section, section.columns[0]).slice(0, 40), [
    { label: words(section.columns[number]), data: section.rows.slice(0, 40).map(row => row[number]), backgroundColor: color('one') },
  ], false);
}

Chart.defaults.color = color('quiet');
Chart.defaults.borderColor = color('line');
document.title = report.title;
document.querySelector('h1').textContent = report.title;
document.getElementById('origin').textContent =
  `Database ${report.database} at ${report.server}, ${localTime(Date.parse(report.generated))}. `
  + `Days of stations are in their stream's time zone, other days in UTC; times in ${zone()}.`;

for (const [name, value] of Object.entries(report.scores)) score(name, value);

const known = {
  days: ['Entries and exits by day', entriesAndExits('day'), false],
  stations: ['Entries and exits by station', stations, false],
  slots: ['By four hours of the day', entriesAndExits('hours'), false],
  weekdays: ['By day of the week', entriesAndExits('weekday_name'), false],
  fleet: ['CPU and memory of all devices', fleet, true],
};
for (const [name, [title, config, wide]] of Object.entries(known)) {
  if (sections[name]) {
    sections[name].title = title;
    chart(name, config, wide);
  }
}
for (const name of ['devices', 'alerts']) {
  if (sections[name]) table(card(sections[name], true), sections[name]);
}
if (sections.quality) quality(sections.quality);

for (const [name, section] of Object.entries(sections)) {
  if (!(name in known) && !['devices', 'alerts', 'quality'].includes(name)) {
    const drawn = plain(section);
    if (drawn) chart(name, () => drawn, true);
    else table(card(section, true), section);
  }
}
if (Object.keys(sections).length === 0) {
  element('p', document.querySelector('main'), 'No events yet.');
}

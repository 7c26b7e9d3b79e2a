'use strict';

const TIME_OF_DAY = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const clock = new Intl.DateTimeFormat('en-GB', TIME_OF_DAY);

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

function element(tag, parent, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

/** Names the reader's time zone, such as Europe/Berlin (GMT+2). */
function zone() {
  const format = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' });
  const name = format.resolvedOptions().timeZone;
  const offset = format.formatToParts().find(part => part.type === 'timeZoneName').value;
  return ['UTC', offset].includes(name) ? 'UTC' : `${name} (${offset})`;
}

/** Formats a time in the reader's time zone, such as 2024-01-05 10:00:00. */
function localTime(millis) {
  // Sweden writes dates as ISO 8601 does.
  return new Date(millis).toLocaleDateString('sv-SE') + ' ' + clock.format(millis);
}

/** Replaces the UTC times in a text, such as 2024-01-05T10:00:00Z, by times in the reader's time zone. */
function withLocalTimes(text) {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, time => localTime(Date.parse(time)));
}

/** Returns the radius of a point in a line chart: visible for a point without neighbours, which no line reaches. */
function pointRadius({ dataIndex, dataset: { data } }) {
  const isDrawn = i => i >= 0 && i < data.length && data[i].y !== null && !Number.isNaN(data[i].y);
  return isDrawn(dataIndex - 1) || isDrawn(dataIndex + 1) ? 0 : 3;
}

function shown(value) {
  if (value === null) return '–';
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.\d+$/, '$1');
  return typeof value === 'number' ? value.toLocaleString('en-US') : typeof value === 'object' ? JSON.stringify(value) : value;
}

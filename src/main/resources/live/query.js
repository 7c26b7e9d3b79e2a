'use strict';

const NUMBER_TYPE = /^(Nullable\(|LowCardinality\()*(U?Int|Float|Decimal)/;

/** Aborts the running query; undefined if none is running. */
let runningQuery;
let readyQueries = '';

function queryPart(name) {
  return document.getElementById('query-' + name);
}

/** Lists the ready queries, unless a reconnect has sent the same ones. */
function showReadyQueries() {
  if (readyQueries === JSON.stringify(line.queries)) return;
  readyQueries = JSON.stringify(line.queries);
  queryPart('ready').replaceChildren();
  for (const query of line.queries) element('option', queryPart('ready'), query.name);
  if (!queryPart('sql').value) takeReadyQuery();
}

function takeReadyQuery() {
  queryPart('sql').value = line.queries[queryPart('ready').selectedIndex].sql;
}

function queryState(text, isBad) {
  queryPart('state').textContent = text;
  queryPart('state').classList.toggle('bad', isBad);
}

/** Returns the number of rows. */
function queryTable(result) {
  const [names, types, ...rows] = result.rows;
  const heads = names.map((name, i) => [name, NUMBER_TYPE.test(types[i])]);
  const body = table(queryPart('result'), heads);
  for (const values of rows) {
    const row = element('tr', body);
    values.forEach((value, i) => element('td', row, value, heads[i][1] ? 'number' : ''));
  }
  return rows.length;
}

function showQueryResult(result, seconds) {
  if (result.error) throw new Error(result.error);
  queryPart('result').hidden = false;
  if (!result.rows) {
    element('pre', queryPart('result'), result.text);
    queryState(`done in ${seconds} s`, false);
    return;
  }
  const rows = queryTable(result);
  queryState(`${result.cut ? 'the first ' : ''}${number(rows, 0)} ${rows === 1 ? 'row' : 'rows'} in ${seconds} s`
    + (result.cut ? '; the result is cut' : ''), false);
}

async function runQuery() {
  if (runningQuery || !line) return;
  runningQuery = new AbortController();
  queryPart('run').textContent = 'Cancel';
  queryPart('result').hidden = true;
  queryPart('result').replaceChildren();
  queryState('running …', false);
  const begin = performance.now();
  try {
    const headers = { 'Content-Type': 'application/sql' };
    const response = await fetch('query', { method: 'POST', headers, body: queryPart('sql').value, signal: runningQuery.signal });
    if (!response.ok) throw new Error(await response.text());
    showQueryResult(await response.json(), number((performance.now() - begin) / 1000, 2));
  } catch (error) {
    const isCancelled = error.name === 'AbortError';
    const message = error.name === 'TypeError' ? 'Arrowgate is stopped or unreachable.' : error.message;
    queryState(isCancelled ? 'cancelled' : message, !isCancelled);
  } finally {
    runningQuery = undefined;
    queryPart('run').textContent = 'Run';
  }
}

queryPart('ready').addEventListener('change', takeReadyQuery);
queryPart('run').addEventListener('click', () => runningQuery ? runningQuery.abort() : runQuery());
queryPart('sql').addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    runQuery();
  }
});

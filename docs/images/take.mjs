// Takes one picture. Arguments: live, flink or report; address; file.
import { launch, open } from './tab.mjs';

/** Time for which the charts of the live page collect points. */
const CHART_MILLIS = 90_000;
const LIMIT = { timeout: 120_000, polling: 500 };

const pictures = {
  live: {
    viewport: { width: 1200, height: 972 },
    parts: 'body',
    ready: async tab => {
      await new Promise(resolve => setTimeout(resolve, CHART_MILLIS));
      await tab.waitForFunction(() => document.querySelectorAll('#device_health tbody tr').length > 0, LIMIT);
    },
  },
  flink: {
    // Flink's web UI writes small.
    viewport: { width: 1900, height: 1250, deviceScaleFactor: 2 },
    parts: 'svg .node, svg .edge',
    address: async flink => {
      const { jobs } = await (await fetch(flink + '/jobs/overview')).json();
      return `${flink}/#/job/running/${jobs.find(job => job.state === 'RUNNING').jid}/overview`;
    },
    ready: async tab => {
      await tab.waitForFunction(() => document.querySelectorAll('svg .node').length > 5, LIMIT);
      // The graph moves to its place, and its numbers arrive with the next refresh.
      await new Promise(resolve => setTimeout(resolve, 8_000));
    },
  },
  report: {
    viewport: { width: 1200, height: 1045 },
    parts: 'body',
    ready: tab => tab.waitForFunction(() => document.querySelectorAll('canvas').length > 2, LIMIT),
  },
};

/** Returns the rectangle around all elements of a selector, within the viewport. */
async function around(tab, selector, { width, height }) {
  const boxes = await tab.$$eval(selector, parts => parts.map(part => part.getBoundingClientRect().toJSON()));
  const x = Math.max(0, Math.min(...boxes.map(box => box.left)));
  const y = Math.max(0, Math.min(...boxes.map(box => box.top)));
  const right = Math.min(width, Math.max(...boxes.map(box => box.right)));
  const bottom = Math.min(height, Math.max(...boxes.map(box => box.bottom)));
  return { x, y, width: right - x, height: bottom - y };
}

const [name, address, file] = process.argv.slice(2);
const { viewport, parts, address: addressOf = given => given, ready } = pictures[name];
const browser = await launch();
try {
  const { tab } = await open(browser, await addressOf(address), [viewport.width, 'light']);
  await tab.setViewport(viewport);
  await ready(tab);
  const clip = await around(tab, parts, viewport);
  // Beyond the viewport the browser resizes the page, and charts are blank until they are drawn again.
  await tab.screenshot({ path: file, type: 'webp', quality: 75, clip, captureBeyondViewport: false });
} finally {
  await browser.close();
}

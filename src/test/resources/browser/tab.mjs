// What looking at a page takes: a browser, a tab of a size and colour scheme, and what is to be seen in it.
// Environment: CHROMIUM, another browser than npm's.
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';

// Without WebGL, which the pages do not use: rendering it in software took most of the browser's time.
chromium.setGraphicsMode = false;

export const VIEWS = { wide: [1200, 'light'], dark: [1200, 'dark'], narrow: [390, 'light'] };

export async function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || await chromium.executablePath(),
    args: process.env.CHROMIUM ? ['--no-sandbox'] : chromium.args,
    headless: 'shell',
  });
}

/** A tab, and the errors of its console as they come. The time zone is that of all open tabs of the browser. */
export async function open(browser, url, [width, scheme], zone) {
  const tab = await browser.newPage();
  const errors = [];
  tab.on('console', message => ['error', 'warn'].includes(message.type()) && errors.push(message.text()));
  tab.on('pageerror', error => errors.push(String(error)));
  tab.on('requestfailed', request => errors.push('not loaded: ' + request.url()));
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  if (zone) await tab.emulateTimezone(zone);
  await tab.goto(url, { waitUntil: 'load' });
  return { tab, errors };
}

export async function see({ tab, errors }, screenshot) {
  const seen = await tab.evaluate(() => {
    const charts = {};
    const coloured = {};
    for (const canvas of document.querySelectorAll('canvas')) {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const context = copy.getContext('2d', { willReadFrequently: true });
      context.drawImage(canvas, 0, 0);
      const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
      let drawn = 0;
      let hues = 0;
      const area = Chart.getChart(canvas).chartArea;
      const scale = canvas.width / canvas.clientWidth;
      for (let i = 0; i < pixels.length; i += 4) {
        if (pixels[i + 3] > 0) drawn++;
        const [x, y] = [i / 4 % canvas.width / scale, Math.floor(i / 4 / canvas.width) / scale];
        const inside = x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
        const rgb = [pixels[i], pixels[i + 1], pixels[i + 2]];
        if (inside && pixels[i + 3] > 128 && Math.max(...rgb) - Math.min(...rgb) > 60) hues++;
      }
      // The share of a chart's pixels that are drawn on, and how many between its axes have a colour, as its lines do alone.
      charts[canvas.id] = drawn * 4 / pixels.length;
      coloured[canvas.id] = hues;
    }
    return {
      charts,
      coloured,
      scores: Object.fromEntries([...document.querySelectorAll('[data-score]')]
        .map(score => [score.dataset.score, score.querySelector('b').textContent])),
      titles: [...document.querySelectorAll('h2')].map(title => title.textContent),
      text: document.body.innerText,
      // Texts that a reader must scroll sideways to read.
      cut: [...document.querySelectorAll('#alerts p, td.text')]
        .filter(text => text.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(text => text.textContent),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      background: getComputedStyle(document.body).backgroundColor,
    };
  });
  await tab.screenshot({ path: screenshot, fullPage: true });
  return { ...seen, errors: [...errors] };
}

// Opens a page from a file, as a person with a disk and no network would, and tells what is to be seen.
// Arguments: page, folder for screenshots. Environment: CHROMIUM, another browser than npm's.
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';
import { pathToFileURL } from 'node:url';

const [page, screenshots] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || await chromium.executablePath(),
  args: process.env.CHROMIUM ? ['--no-sandbox'] : chromium.args,
  headless: 'shell',
});
try {
  const views = {};
  for (const [name, width, scheme] of [['wide', 1200, 'light'], ['dark', 1200, 'dark'], ['narrow', 390, 'light']]) {
    const tab = await browser.newPage();
    const errors = [];
    tab.on('console', message => ['error', 'warn'].includes(message.type()) && errors.push(message.text()));
    tab.on('pageerror', error => errors.push(String(error)));
    tab.on('requestfailed', request => errors.push('not loaded: ' + request.url()));
    await tab.setViewport({ width, height: 900 });
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await tab.goto(pathToFileURL(page).href, { waitUntil: 'load' });
    views[name] = await tab.evaluate(() => ({
      scores: Object.fromEntries([...document.querySelectorAll('[data-score]')]
        .map(score => [score.dataset.score, score.querySelector('b').textContent])),
      // The share of a chart's pixels that are drawn on.
      charts: Object.fromEntries([...document.querySelectorAll('canvas')].map(canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return [canvas.id, pixels.filter((value, i) => i % 4 === 3 && value > 0).length * 4 / pixels.length];
      })),
      titles: [...document.querySelectorAll('h2')].map(title => title.textContent),
      text: document.body.innerText,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      background: getComputedStyle(document.body).backgroundColor,
    }));
    views[name].errors = errors;
    await tab.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
    await tab.close();
  }
  console.log(JSON.stringify(views));
} finally {
  await browser.close();
}

// Opens a page from a file, as a person with a disk and no network would, and tells what is to be seen.
// Arguments: page, folder for screenshots.
import { pathToFileURL } from 'node:url';
import { launch, open, see, VIEWS } from './tab.mjs';

/** Reads as a person elsewhere does. */
const ZONES = { narrow: 'Asia/Tokyo' };

const [page, screenshots] = process.argv.slice(2);
const browser = await launch();
try {
  const views = {};
  for (const [name, view] of Object.entries(VIEWS)) {
    const opened = await open(browser, pathToFileURL(page).href, view, ZONES[name] || 'UTC');
    views[name] = await see(opened, `${screenshots}/${name}.png`);
    await opened.tab.close();
  }
  console.log(JSON.stringify(views));
} finally {
  await browser.close();
}

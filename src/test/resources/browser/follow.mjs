// Keeps pages open while something goes on behind them. Reads a command a line, and answers each with a line of JSON, after a first
// one when the browser has started:
//   open NAME        opens the address in the view of this name: wide, dark or narrow
//   await NAME TEXT  until this text is to be seen there
//   gone NAME TEXT   until it is no more
//   click NAME SELECTOR  clicks the element
//   see NAME         what is to be seen there
// Arguments: address, folder for screenshots, how long to wait for a text in milliseconds.
import { createInterface } from 'node:readline';
import { launch, open, see, VIEWS } from './tab.mjs';

const [address, screenshots, patienceMillis] = process.argv.slice(2);
const waiting = { timeout: Number(patienceMillis), polling: 250 };
const tabs = {};
const commands = {
  open: async name => {
    tabs[name] = await open(browser, address, VIEWS[name]);
    return {};
  },
  await: async (name, text) => {
    await tabs[name].tab.bringToFront();
    await tabs[name].tab.waitForFunction(
      wanted => document.body.innerText.includes(wanted), waiting, text);
    return {};
  },
  gone: async (name, text) => {
    await tabs[name].tab.bringToFront();
    await tabs[name].tab.waitForFunction(
      unwanted => !document.body.innerText.includes(unwanted), waiting, text);
    return {};
  },
  click: async (name, selector) => {
    await tabs[name].tab.bringToFront();
    await tabs[name].tab.click(selector);
    return {};
  },
  see: async name => {
    await tabs[name].tab.bringToFront();
    return see(tabs[name], `${screenshots}/${name}.png`);
  },
};

const browser = await launch();
try {
  console.log('{}');
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, name, ...text] = line.split(' ');
    console.log(JSON.stringify(await commands[command](name, text.join(' '))));
  }
} catch (error) {
  for (const [name, { tab, errors }] of Object.entries(tabs)) {
    console.error(name, errors, await tab.evaluate(() => document.body.innerText));
  }
  throw error;
} finally {
  await browser.close();
}

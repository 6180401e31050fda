// What tests/browser/run runs: see there.
import { chromium } from 'playwright-core';
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';

const [, , program, mode, picture] = process.argv;
const upr = resolve(program);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'upr-browser-'));
const db = join(folder, 'demo.db');
const env = { ...process.env, HOME: folder, UPR_NOW: '2026-01-15T12:00:00Z', UPR_AUTHOR: 'officer' };
const run = (...words) => execFileSync(upr, [...words, '--db', db], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
let failed = 0;
const check = (ok, told) => { if (!ok) { failed += 1; console.error(`FAILED: ${told}`); } };

run('init', '--example');
run('entity', 'add', 'moj', '--name', 'Ministry of Justice', '--kind', 'ministry');
run('lead', 'set', 'EX:2', 'moj', '--public');
run('due', 'set', 'EX:2', '2025-12', '--public');
run('plan', 'add', 'NHRAP', 'National action plan', '--period', '2025..2027', '--public');
run('action', 'add', 'Submit the overdue report', '--for', 'EX:2', '--lead', 'moj', '--due', '2025-06-30', '--plan', 'NHRAP', '--public');
run('action', 'add', 'Train those who write it', '--for', 'EX:2', 'EX:3', '--due', '2027', '--plan', 'NHRAP');
run('indicator', 'add', 'reports', 'Reports submitted in time', '--kind', 'process', '--unit', 'percent', '--for', 'EX:2');
const server = spawn(upr, ['serve', '--quiet', '--db', db], { env, stdio: ['ignore', 'pipe', 'inherit'] });
const link = await new Promise((done) => server.stdout.once('data', (data) => done(String(data).trim())));
const at = (path) => new URL(path, link).href;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

async function fresh(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('request', (request) => check(request.url().startsWith(new URL(link).origin) || request.url().startsWith('data:'), `nothing from elsewhere: ${request.url()}`));
  await page.goto(link);
  check(!page.url().includes('key='), 'the key left the address bar');
  return { context, page };
}

// An officer, with JavaScript off: find, record, see, take back; filter, page, download; bring in.
async function officer() {
  const { context, page } = await fresh({ javaScriptEnabled: false, acceptDownloads: true });
  await page.getByRole('link', { name: 'Recommendations', exact: true }).click();
  await page.getByLabel('Words in the text').fill('overdue');
  await page.getByRole('button', { name: 'Show these' }).click();
  await page.getByRole('link', { name: 'EX:2', exact: true }).click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  check(await page.getByRole('alert').count() > 0, 'a form without a level is refused aloud');
  check(await page.evaluate(() => document.activeElement.getAttribute('name')) === 'status', 'the focus is where the error is');
  await page.getByLabel('Fully implemented').check();
  await page.getByLabel('Why do you say so?').fill('The last report was submitted.');
  await page.getByLabel('Where can one check it?').fill('https://example.org/report');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  check((await page.getByRole('main').innerText()).includes('The last report was submitted.'), 'what was recorded is seen');
  await page.getByRole('button', { name: 'Take it back' }).click();
  check((await page.getByRole('main').innerText()).includes('was taken back'), 'it was taken back');
  await page.getByText('Add a remark', { exact: true }).click();
  await page.getByLabel('What is to be said?').fill('Asked about in the committee.');
  await page.getByRole('button', { name: 'Add the remark' }).click();
  check((await page.getByRole('main').innerText()).includes('Asked about in the committee.'), 'a remark is seen');
  await page.getByText('Add an action that is taken for it', { exact: true }).click();
  await page.getByLabel('What is to be done?').fill('Print the report');
  await page.getByRole('button', { name: 'Add the action' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Plan', exact: true }).click();
  check((await page.getByRole('main').innerText()).includes('Print the report'), 'the action stands in the plan');
  await page.getByRole('link', { name: 'NHRAP:1', exact: true }).click();
  await page.getByLabel('Under way').check();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  check((await page.getByRole('main').innerText()).includes('Under way'), 'an action is recorded in the words of a plan');
  await page.goto(at('/items'));
  await page.getByRole('columnheader', { name: 'Since' }).getByRole('link').click();
  check(await page.locator('th[aria-sort=ascending]').count() === 1, 'the list is in order of a column without JavaScript');
  await page.goto(at('/items'));
  await page.getByLabel('Status').selectOption({ label: 'In progress' });
  await page.getByRole('button', { name: 'Show these' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Table (CSV)' }).click()]);
  check(readFileSync(await download.path(), 'utf8').includes('in-progress'), 'the list as a file');
  const sheet = join(folder, 'sheet.csv');
  writeFileSync(sheet, 'id,status,effective_on,note\nEX:2,implemented,2026-01-10,from a sheet\n');
  await page.getByRole('link', { name: 'Bring in' }).click();
  await page.getByLabel('The file').setInputFiles(sheet);
  await page.getByRole('button', { name: 'Show what it would change' }).click();
  check((await page.getByRole('main').innerText()).includes('from a sheet'), 'the rehearsal shows the cell');
  await page.getByRole('button', { name: 'Record this' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  check((await page.getByRole('main').innerText()).includes('taken back'), 'the import was taken back');
  await context.close();
}

// The same by keyboard alone: Tab to what has a name, type, Enter and Space.
async function keyboard() {
  const { context, page } = await fresh({ javaScriptEnabled: false });
  const to = async (role, name) => {
    for (let steps = 0; steps < 400; steps += 1) {
      await page.keyboard.press('Tab');
      const here = page.locator(':focus');
      if (await here.count() && await page.getByRole(role, { name, exact: true }).and(here).count()) return;
    }
    check(false, `Tab comes to the ${role} “${name}”`);
  };
  await page.goto(at('/items?q=overdue'));
  await to('link', 'EX:2');
  await page.keyboard.press('Enter');
  await page.waitForURL(/item/);
  await to('radio', 'As before: I looked again');
  for (let steps = 0; steps < 5; steps += 1) await page.keyboard.press('ArrowDown');
  await to('textbox', 'Why do you say so?');
  await page.keyboard.type('by keyboard');
  await to('button', 'Record');
  await page.keyboard.press('Enter');
  await page.waitForURL(/recorded/);
  check((await page.getByRole('main').innerText()).includes('by keyboard'), 'recorded by keyboard');
  await to('button', 'Take it back');
  await page.keyboard.press('Enter');
  await page.waitForURL(/undone/);
  await context.close();
}

async function look(pages, sizes, schemes) {
  let findings = 0;
  for (const colorScheme of schemes) for (const width of sizes) {
    const { context, page } = await fresh({ colorScheme, viewport: { width, height: 900 } });
    for (const path of pages) {
      await page.goto(at(path));
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const one of found.violations) {
        findings += 1;
        check(false, `axe ${path} ${width} ${colorScheme}: ${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 160)}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
      check(!wide, `${path} fits into ${width} pixels`);
    }
    await context.close();
  }
  console.log(`axe: ${findings} findings on ${pages.length} pages, ${sizes.length} widths, ${schemes.length} colour schemes`);
}

const six = ['/', '/items', '/item/EX:2', '/import', '/reports', '/questions?what=gaps', '/plan', '/item/NHRAP:1'];
const all = [...six, '/item/EX:1', '/item/EX:1a', '/items?theme=nowhere', '/items?status=in-progress', '/changes', '/calendar', '/timeline', '/search?q=torture', '/verify', '/verify?check=now', '/questions?what=trend', '/questions?what=disagreement', '/questions?what=lineage', '/nowhere', '/plan?sort=-due', '/plan?plan=none', '/items?sort=-status', '/calendar?sort=status', '/changes?since=never'];
try {
  if (mode === 'picture') {
    const { page } = await fresh({ viewport: { width: 1100, height: 820 }, deviceScaleFactor: 1 });
    await page.screenshot({ path: picture });
  } else {
    await officer();
    await keyboard();
  }
  if (mode === 'picture') console.log(`wrote ${picture}`);
  else if (mode === 'full') await look(all, [375, 1280], ['light', 'dark']);
  else await look(six, [1280], ['light']);
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
if (failed) { console.error(`${failed} checks failed`); process.exit(1); }
console.log(`the pages in a browser: all well (${mode})`);

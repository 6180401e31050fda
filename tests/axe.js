// node tests/axe.js PAGE.html: what axe finds in a page, wide and narrow, in the light and in the dark.
// Needs playwright-core and axe-core (NODE_PATH) and a Chromium (CHROMIUM, else /usr/bin/chromium).
"use strict";
const { chromium } = require("playwright-core");
const axe = require("axe-core");

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  let found = 0;
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [375, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto("file://" + require("path").resolve(process.argv[2]));
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
      await page.evaluate(axe.source);
      const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
      for (const one of result.violations) {
        found += 1;
        console.log(`${colorScheme} ${width}: ${one.id}: ${one.help}`);
        one.nodes.slice(0, 3).forEach((node) => console.log("   " + node.html.slice(0, 200) + "\n   " + (node.failureSummary || "").replace(/\n/g, " ").slice(0, 300)));
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
      if (wide) { found += 1; console.log(`${colorScheme} ${width}: the page is wider than the screen`); }
      await context.close();
    }
  }
  await browser.close();
  process.exit(found === 0 ? 0 : 1);
})();

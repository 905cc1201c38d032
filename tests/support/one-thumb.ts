import type { Page } from 'playwright-core';
import { z } from 'zod';

const NARROW = 360;
const found = z.array(z.string());

/** What is too small for a thumb: the acts of a page and what its bars and its foot lead to, less than 44 pixels high or wide. */
const SMALL = `(() => {
  const acts = 'main button, main a.btn, main select, main summary, main textarea, main label.pick, .nav a, .foot li a, ' +
    'main input:not([type=hidden], [type=checkbox], [type=radio], [type=color], [type=range])';
  return [...document.querySelectorAll(acts)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.vh, .skip'))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
    .map(({ one, box }) => 'has ' + Math.round(box.width) + ' × ' + Math.round(box.height) + ' pixels for ' + one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120));
})()`;

/** What does not fit: the page pushed sideways, and words cut where nobody can push them. */
const CUT = `(() => {
  const wide = document.documentElement.scrollWidth;
  const hidden = [...document.querySelectorAll('body *')].filter((one) => {
    const { overflowX } = getComputedStyle(one);
    return (overflowX === 'hidden' || overflowX === 'clip') && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim() !== '' &&
      one.checkVisibility() && !one.closest('.vh, svg, table caption') && one.clientWidth > 1;
  });
  const out = wide > innerWidth ? [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .filter((one) => { for (let up = one.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return false; return true; })
    .slice(0, 3) : [];
  const named = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
  return [...(wide > innerWidth ? ['is ' + wide + ' pixels wide: ' + out.map(named).join(' | ')] : []), ...hidden.map((one) => 'cuts ' + named(one))];
})()`;

/** What is wrong with the page that is open for a thumb on a narrow phone (360 pixels), and with letters twice as large. */
export async function thumbFindings(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: NARROW, height: 800 });
  const small = found.parse(await page.evaluate(SMALL));
  const cut = found.parse(await page.evaluate(CUT));
  // as the browser's own setting does it: breakpoints that count in letters move too
  const browser = await page.context().newCDPSession(page);
  const letters = async (standard: number): Promise<unknown> =>
    browser.send('Page.setFontSizes', { fontSizes: { standard } });
  await letters(32);
  const large = found.parse(await page.evaluate(CUT));
  await letters(16);
  await browser.detach();
  return [...small, ...cut, ...large.map((one) => `with letters twice as large ${one}`)];
}

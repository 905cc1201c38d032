import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Page } from 'playwright-core';
import { build, createServer, type Plugin } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { useBrowser } from '../support/browser.ts';

const browser = useBrowser();
const root = join(import.meta.dirname, '../..');
/** A frame as that of staff, folds as their pages have them, and how a server and a browser begin with them. */
const PARTS: Readonly<Record<string, string>> = {
  'Frame.svelte': `<script>
    import { onMount } from 'svelte';
    import { keepEarlyInput } from '/src/web/kit/form/keep-early-input.ts';
    import Folds from '/Folds.svelte';
    if (typeof document !== 'undefined') onMount(keepEarlyInput());
    </script>
    <main><Folds refused={false} /></main>`,
  'Folds.svelte': `<script>
    import { onMount } from 'svelte';
    const { refused } = $props();
    let scripted = $state(false);
    onMount(() => (scripted = true));
    </script>
    <p>{scripted ? 'skrip sudah datang' : 'skrip belum datang'}</p>
    <details id="catatan" open={refused}><summary>Catatan</summary><input name="note" /></details>
    <details id="satu" name="kutip" open={!refused}><summary>Satu</summary></details>
    <details id="dua" name="kutip" open={refused}><summary>Dua</summary></details>`,
  'server.js': `import { render } from 'svelte/server';
    import Frame from '/Frame.svelte';
    export const html = render(Frame).body;`,
  'browser.js': `import { hydrate } from 'svelte';
    import Frame from '/Frame.svelte';
    hydrate(Frame, { target: document.body });`,
};
const parts: Plugin = {
  name: 'parts-of-the-test',
  enforce: 'pre',
  resolveId(id) {
    if (id.startsWith('/src/')) return join(root, id);
    return id.slice(1) in PARTS ? join(root, id) : undefined;
  },
  load: (id) => (id.startsWith(`${root}/`) ? PARTS[id.slice(root.length + 1)] : undefined),
};
const NOTHING = { noDiscovery: true, include: [] };
let html = '';
let script = '';

/** A page as the server writes it and the script that takes it over, without a build of the product. */
beforeAll(async () => {
  const settings = {
    root,
    configFile: false,
    logLevel: 'silent',
    // nothing is to be bundled ahead: of the packages of the product some cannot be, and whoever tries says so after the test
    ...{ optimizeDeps: NOTHING, ssr: { optimizeDeps: NOTHING } },
    plugins: [parts, svelte({ configFile: false })],
  } as const;
  const server = await createServer({
    ...settings,
    plugins: [...settings.plugins],
    server: { middlewareMode: true, ws: false, watch: null },
    appType: 'custom',
  });
  html = z.object({ html: z.string() }).parse(await server.ssrLoadModule('/server.js')).html;
  await server.close();
  const made = await build({
    ...settings,
    plugins: [...settings.plugins],
    build: { write: false, lib: { entry: '/browser.js', formats: ['iife'], name: 'page' } },
  });
  const bundle = z.array(z.object({ output: z.array(z.object({ code: z.string() })) })).parse(made);
  script = bundle[0]?.output[0]?.code ?? '';
}, 120_000);

async function opened(): Promise<Page> {
  const page = await browser.open();
  await page.setContent(`<!doctype html><html lang="id"><body>${html}</body></html>`);
  return page;
}
async function scriptComes(page: Page): Promise<void> {
  await page.addScriptTag({ content: script });
  await page.getByText('skrip sudah datang').waitFor();
}
const open = async (page: Page): Promise<string[]> =>
  page.locator('details[open]').evaluateAll((all) => all.map(({ id }) => id));

test('what is opened before the script of the page has come stays open, with what was typed there', async () => {
  const page = await opened();
  await page.click('#catatan summary');
  await page.fill('[name=note]', 'Ditulis lebih dulu');
  await scriptComes(page);
  expect(await open(page)).toEqual(['catatan', 'satu']);
  expect(await page.inputValue('[name=note]')).toBe('Ditulis lebih dulu');
  await page.click('#catatan summary');
  expect(await open(page)).toEqual(['satu']);
});

test('of folds of which one is open at a time, it is the one that was opened last', async () => {
  const page = await opened();
  await page.click('#dua summary');
  await scriptComes(page);
  expect(await open(page)).toEqual(['dua']);
});

test('what nobody opened stands as the server wrote it', async () => {
  const page = await opened();
  await scriptComes(page);
  expect(await open(page)).toEqual(['satu']);
});

// Makes the pictures of the README and of the guides, and those that a phone shows before it installs the app, from the sample city: `npm run pictures`. Needs Chromium (CHROMIUM or /usr/bin/chromium).
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'docs/pictures');
const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-pictures-'));
chmodSync(dataDir, 0o755);
mkdirSync(folder, { recursive: true });

const server = spawn(process.execPath, ['src/entrypoints/server.ts', '--demo'], {
  cwd: root,
  env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LUMBUNG_NOW: '2026-11-25T10:00:00+07:00', LUMBUNG_TEST: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((done) => server.once('exit', done));
try {
  const origin = await new Promise((done, fail) => {
    let output = '';
    server.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      const found = /Lumbung: (http:\/\/\S+)/.exec(output);
      if (found) done(found[1]);
    });
    void ended.then(() => fail(new Error('the server ended before it listened')));
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'id-ID' });
  const shoot = async (name) => {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`docs/pictures/${name}.png`);
  };
  await page.goto(`${origin}/`);
  await shoot('beranda');
  await page.goto(`${origin}/katalog?q=soekarno`);
  await shoot('katalog');
  await page.goto(`${origin}/masuk?lanjut=/staf/sirkulasi`);
  await page.fill('input[name=username]', 'admin');
  await page.fill('input[name=password]', 'lumbung-contoh');
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL('**/staf/sirkulasi**');
  for (const code of ['A00001', 'B0100010', 'B0100025']) {
    await page.locator('input[name=kode]').fill(code);
    await page.keyboard.press('Enter');
    // the desk answers each scan in its turn
    await page.waitForTimeout(1500);
  }
  await shoot('sirkulasi');
  await page.goto(`${origin}/staf/sistem/pindahan`);
  await shoot('pindahan');
  await page.locator('main a[href*="/staf/sistem/pindahan/"]').first().click();
  await page.waitForURL('**/staf/sistem/pindahan/*');
  await shoot('pindahan-laporan');

  const shown = join(root, 'src/web/static/app');
  // a small file: few colours do for what a phone shows in passing
  const shootApp = async (view, name) => {
    const picture = await view.screenshot();
    await sharp(picture)
      .png({ palette: true, colours: 64, effort: 10 })
      .toFile(join(shown, `${name}.png`));
    console.log(`src/web/static/app/${name}.png`);
  };
  const wide = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'id-ID' });
  await wide.goto(`${origin}/katalog?q=soekarno`);
  await shootApp(wide, 'layar-lebar');
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'id-ID' });
  await phone.goto(`${origin}/`);
  await shootApp(phone, 'layar-beranda');
  await phone.goto(`${origin}/masuk?lanjut=/akun/kartu`);
  await phone.fill('input[name=number]', 'A00001');
  await phone.fill('input[name=pin]', '246810');
  await phone.press('input[name=pin]', 'Enter');
  await phone.waitForURL('**/akun/kartu');
  await shootApp(phone, 'layar-kartu');
  await browser.close();
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}

import { m } from '#i18n/messages';
import { getLocale, localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { homeHref } from '#web/kit/frame/home-href.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
  src: `/app/${name}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** What a phone needs to install the site as an app (W3C Web App Manifest). One app, whatever its language. */
export const GET: RequestHandler = async ({ locals: { ctx } }) => {
  const { network } = await publicShell(ctx);
  const shortcut = (name: string, href: string) => ({
    name,
    url: localizeHref(href),
    icons: [icon('ikon-192', 192, 'any')],
  });
  const picture = (name: string, sizes: string, form_factor: 'narrow' | 'wide', label: string) => ({
    src: `/app/${name}.png`,
    sizes,
    type: 'image/png',
    form_factor,
    label,
  });
  const manifest = {
    id: '/',
    name: network ?? 'Lumbung',
    short_name: 'Lumbung',
    description: m.app_description(),
    lang: getLocale(),
    start_url: homeHref(),
    scope: '/',
    display: 'standalone',
    background_color: '#fbf7ef',
    theme_color: '#17264a',
    categories: ['books', 'education'],
    icons: [icon('ikon-192', 192, 'any'), icon('ikon-512', 512, 'any'), icon('ikon-tutup-512', 512, 'maskable')],
    shortcuts: [
      shortcut(m.app_shortcut_card(), '/akun/kartu'),
      shortcut(m.app_shortcut_scan(), '/pindai'),
      shortcut(m.app_shortcut_search(), '/katalog'),
    ],
    share_target: {
      action: localizeHref('/pindai'),
      method: 'GET',
      enctype: 'application/x-www-form-urlencoded',
      params: { title: 'judul', text: 'teks', url: 'alamat' },
    },
    screenshots: [
      picture('layar-beranda', '780x1688', 'narrow', m.app_screenshot_home()),
      picture('layar-kartu', '780x1688', 'narrow', m.app_screenshot_card()),
      picture('layar-lebar', '1280x800', 'wide', m.app_screenshot_home()),
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'max-age=3600' },
  });
};

/** What the form takes as the address of a page. */
const ADDRESS = /^\/(?:[a-z0-9-]+(?:\/[a-z0-9-]+)*)?$/;

/**
 * What a remark about a page is about, for the address of the form. Null for the form itself, and for pages with a changing part in their address: it
 * may be somebody's secret, and records, programmes and libraries have a link of their own.
 */
export function feedbackAbout(path: string, routeId: string | null): string | null {
  if (routeId === null || routeId.includes('[') || path.length > 200 || !ADDRESS.test(path)) return null;
  return path === '/bantuan' || path.startsWith('/bantuan/') ? null : `page-${path}`;
}

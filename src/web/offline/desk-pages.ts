/** Where the offline desk lies; only browsers that are enrolled have it (src/web/offline-desk/keep-page.ts). */
export const DESK_CACHE = 'lumbung-meja-1';
export const DESK_PAGE = '/meja-luring';
export const DESK_PAGES = [DESK_PAGE, `/en${DESK_PAGE}`] as const;
/** The desk that needs a network: without one, the offline desk is opened in its place. Without its language. */
export const DESK = '/staf/sirkulasi';

// @ts-check
// Makes the site an app: registers its worker once the page stands. Without this file, or without a worker, every page works.

if ('serviceWorker' in navigator) {
  addEventListener('load', () => {
    // a browser that forbids it keeps nothing, and that is all
    navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  });
}

// @ts-check
// Shows the messages that the library pushes, and opens the member's account when one is pressed. Keeps nothing.

/** @typedef {{ title: string, body: string, url: string, tag: string }} Message */
/** @typedef {Event & { data: { json(): Message } | null, notification: { close(): void, data: string }, waitUntil(work: Promise<unknown>): void }} WorkerEvent */

const worker =
  /** @type {{ registration: ServiceWorkerRegistration, clients: { openWindow(url: string): Promise<unknown> }, addEventListener(name: string, act: (event: WorkerEvent) => void): void }} */ (
    /** @type {unknown} */ (globalThis)
  );

worker.addEventListener('push', (event) => {
  const message = event.data?.json();
  if (!message) return;
  const { title, body, tag, url } = message;
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: url, icon: '/favicon.svg' }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(event.notification.data));
});

import { self } from '$app/service-worker';

interface Message {
  title: string;
  body: string;
  url: string;
  tag: string;
}

/** Shows what the library pushes, and opens the member's account when it is pressed. Topics are chosen on the server. */
export function showPushes(): void {
  self.addEventListener('push', (event) => {
    if (!event.data) return;
    const { title, body, tag, url } = event.data.json() as Message;
    event.waitUntil(self.registration.showNotification(title, { body, tag, data: url, icon: '/app/ikon-192.png' }));
  });
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(self.clients.openWindow(String(event.notification.data)));
  });
}

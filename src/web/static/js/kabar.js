// @ts-check
// Web push on the page of notices: asks the browser for a subscription and sends it by the form that waits for it. Without this file,
// or in a browser that has no push, the form stays hidden and the page says so.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-kunci]'));
const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** @param {string} name @param {string} value */
function put(name, value) {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

/** @param {ServiceWorkerRegistration} registration */
const started = ({ active, installing, waiting }) =>
  new Promise((done) => {
    const worker = installing ?? waiting;
    if (active || !worker) done(true);
    else worker.addEventListener('statechange', () => worker.state === 'activated' && done(true));
  });

/** @param {string} key the server's key, base64url */
async function subscribe(key) {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  await started(registration);
  const known = await registration.pushManager.getSubscription();
  return (
    known ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  ).toJSON();
}

if (form && able) {
  const refused = /** @type {HTMLElement | null} */ (form.querySelector('[data-ditolak]'));
  document.querySelector('[data-tanpa]')?.setAttribute('hidden', '');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void subscribe(form.dataset.kunci ?? '').then(
      (subscription) => {
        if (!subscription?.endpoint) {
          if (refused) refused.hidden = false;
          return;
        }
        put('endpoint', subscription.endpoint);
        put('p256dh', subscription.keys?.p256dh ?? '');
        put('auth', subscription.keys?.auth ?? '');
        HTMLFormElement.prototype.submit.call(form);
      },
      () => {
        if (refused) refused.hidden = false;
      },
    );
  });
}
